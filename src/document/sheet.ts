import { type LegalDay } from '../kernel/legal-day.js'
import { type Locale } from '../messages/locale.js'
import { type Token } from '../attestation/token.js'
import { type Edition } from './edition.js'
import { type Linked } from './sheet-links.js'

/** All that the printed sheet says: never the codice fiscale (decision 12, D16). */
export interface Sheet {
  edition: Edition
  locale: Locale
  /** As {@link initialed} gives it. */
  name: string
  /** The day the sheet is made; the answer is always that of the day of the scan. */
  issuedOn: LegalDay
  token: Token
  /** `https://HOST`, as in the QR. */
  baseUrl: string
  telephone: string
  institution: string
}

/**
 * The longest address (host and port) and name of an institution that leave every edition whole beside the longest name of
 * a person, and the longest telephone number: measured, and held by a test. A host may have 253 letters (RFC 1035 §2.3.4).
 */
export const MOST_LETTERS = { address: 60, institution: 90, telephone: 20 }

/**
 * A sentence in pieces: plain words, words that stand out, words of Italian law inside another language, and words that
 * lead somewhere.
 */
export type Inline = readonly (string | { strong: string } | { italian: string } | Linked)[]

/** The name as the sheet may show it: name and initial of the surname, `Elvira T.` (decision 12, D16). */
export function initialed(nome: string, cognome: string): string {
  // A few small letters (ΰ) have no capital of one piece: theirs is told without the accent that stays apart.
  // An apostrophe that Unicode counts among the letters (ʼt Hooft) is none.
  const initial = /(?!\p{Lm})\p{L}/u
    .exec(printable(cognome))?.[0]
    .toUpperCase()
    .normalize('NFC')
    .replace(/\p{M}/gu, '')
  return [printable(nome), initial === undefined ? '' : `${initial}.`].filter((part) => part !== '').join(' ')
}

/** Longer than any name of a person; what comes after is cut, so that no name breaks a page or a title. */
const LETTERS_OF_A_NAME = 120

/** The name as it is drawn. */
export function drawnName(name: string): string {
  return cut(printable(name), LETTERS_OF_A_NAME)
}

/** Enough for most names, and few lines of the largest letters. */
const LETTERS_IN_A_SENTENCE = 40

/** The name inside a sentence that must stay short: who has a longer one reads the rest of it in the title above. */
export function nameInSentence(name: string): string {
  return cut(name, LETTERS_IN_A_SENTENCE)
}

/** Ends a sentence, unless its last word does: the dot of an initial, the ellipsis of a name that was cut. */
export function stopped(sentence: string): string {
  return /[.…]$/.test(sentence) ? sentence : `${sentence}.`
}

function cut(text: string, most: number): string {
  const letters = text.match(/\P{M}\p{M}*|\p{M}+/gsu) ?? []
  return letters.length <= most ? text : ellipsed(letters.slice(0, most).join(''))
}

/** What is left of a text, and that it goes on: no dot before the three. */
export function ellipsed(text: string): string {
  return `${text.replace(/[. …]+$/, '')}…`
}

/**
 * Text that may be drawn: composed letters and single spaces. What has no shape of its own but could change that of
 * its neighbours (control characters, marks that turn the direction of writing or choose a variant, lone halves of a
 * character) is left out.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u0100-\u{10ffff}]/gu, plainSign)
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]+/gu, '')
    .normalize('NFC')
    .trim()
}

/** Hyphens, dashes and an apostrophe that fonts lack, as those that look and read the same. */
const USUAL_SIGNS: Record<string, string> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '–',
  '\u2015': '—',
  '\u201b': '’',
}

/** The signs of ASCII, and a dash, in the widths of East Asian type (Unicode, "Small Form Variants", "Fullwidth Forms"). */
const OTHER_WIDTH = /^[\ufe50-\ufe6f\uff01-\uff5e]$/

/**
 * A sign of old encodings that is letters in one piece (ﬁ, Ⅳ, Ǆ), as those letters (Unicode Standard Annex 15, NFKC), and
 * one of another width as the usual one. What is no letter afterwards stays as it is; so do ª and º, which names are
 * shortened with.
 */
function plainSign(sign: string): string {
  const usual = USUAL_SIGNS[sign]
  if (usual !== undefined) return usual
  const plain = sign.normalize('NFKC')
  return OTHER_WIDTH.test(sign) || /^[\p{L}\p{M}\p{N}]+$/u.test(plain) ? plain : sign
}
