import { type Instant, parseInstant } from '../kernel/instant.js'
import { type Certificate, wasValid } from './certificate.js'
import { latin1, type SignedRange, signedParts } from './sealed-pdf.js'

/** What a document turns out to be. Only `genuine` is one of ours, whole and as it was made. */
export type SealVerdict =
  | { kind: 'genuine'; sealedAt: Instant; timestamped: boolean }
  | { kind: 'tooLarge' }
  | { kind: 'notPdf' }
  /** Its end is missing, as after a download that broke off. */
  | { kind: 'incomplete' }
  /** A PDF without any seal. */
  | { kind: 'noSeal' }
  /** One of ours by its own words, and without a seal. */
  | { kind: 'stripped' }
  /** Its bytes are not those that were sealed. */
  | { kind: 'altered' }
  /** What was sealed is whole, but more stands behind it, and may be drawn over it. */
  | { kind: 'addedAfter' }
  /** The same, and what was added is another signature. */
  | { kind: 'signedAgain' }
  /** Sealed, but not by us. */
  | { kind: 'stranger' }
  /** Our seal, at a time when its certificate did not hold. */
  | { kind: 'expired'; sealedAt: Instant }
  /** Our key, but the document does not forbid changes: no document of ours is like that. */
  | { kind: 'changeAllowed' }

export const VERDICTS = [
  'genuine',
  'tooLarge',
  'notPdf',
  'incomplete',
  'noSeal',
  'stripped',
  'altered',
  'addedAfter',
  'signedAgain',
  'stranger',
  'expired',
  'changeAllowed',
] as const satisfies readonly SealVerdict['kind'][]

/** What a seal says by itself. */
export type OpenedSeal =
  /** Byte for byte as we make them, over these very bytes. */
  | { kind: 'ours'; certificate: Certificate; timestamped: boolean }
  /** Holds for these bytes, by a certificate that is not ours. */
  | { kind: 'stranger' }
  | { kind: 'broken' }

export interface VerifyPorts {
  openSeal: (seal: Uint8Array, signed: Uint8Array[]) => Promise<OpenedSeal>
}

export type VerifyDocument = (pdf: Uint8Array) => Promise<SealVerdict>

/** 1 MB, as people are told: twenty times the largest of our documents. */
export const LARGEST_DOCUMENT = 1_000_000

/**
 * Tells a document of ours from every other. A valid signature is not enough: one that covers a part of the file lets
 * anybody draw over it in an update behind (ISO 32000-1 §12.8.2.2), so the whole file must be covered, in one revision,
 * certified as not to be changed (DocMDP with P=1), by a certificate of ours that was valid then.
 */
export function verifyDocument({ openSeal }: VerifyPorts): VerifyDocument {
  return async (pdf) => {
    if (pdf.length > LARGEST_DOCUMENT) return { kind: 'tooLarge' }
    const text = latin1(pdf)
    if (!text.slice(0, 1024).includes('%PDF-')) return { kind: 'notPdf' }
    const found = findSeals(text)
    let isStranger = false
    for (const seal of found) {
      const opened = await openSeal(seal.bytes, signedParts(pdf, seal))
      if (opened.kind === 'ours' && seal.isOurWriting) return judge(text, seal, found, opened)
      isStranger ||= opened.kind === 'stranger'
    }
    if (isStranger) return { kind: 'stranger' }
    if (!text.slice(-1024).includes('%%EOF')) return { kind: 'incomplete' }
    if (found.some((seal) => !holdsNothing(text, seal))) return { kind: 'altered' }
    return { kind: OURS.test(text) ? 'stripped' : 'noSeal' }
  }
}

function judge(
  text: string,
  seal: FoundSeal,
  found: FoundSeal[],
  { certificate, timestamped }: Extract<OpenedSeal, { kind: 'ours' }>,
): SealVerdict {
  if (seal.end < text.length)
    return { kind: found.some((other) => comesAfter(other, seal)) ? 'signedAgain' : 'addedAfter' }
  if ([...text.matchAll(END_OF_REVISION)].length !== 1) return { kind: 'addedAfter' }
  const dictionary = dictionaryAt(text, seal.at)
  const sealedAt = dictionary && sealingTime(dictionary.text)
  if (!dictionary || sealedAt === undefined || !forbidsChanges(text, dictionary))
    return { kind: 'changeAllowed' }
  return wasValid(certificate, sealedAt)
    ? { kind: 'genuine', sealedAt, timestamped }
    : { kind: 'expired', sealedAt }
}

/** Another signature that covers more; the same document behind itself has the same one twice. */
function comesAfter(other: FoundSeal, seal: FoundSeal): boolean {
  return other.at > seal.end && other.end > seal.end
}

interface FoundSeal extends SignedRange {
  /** Where its range stands. */
  at: number
  bytes: Uint8Array
  isOurWriting: boolean
}

const BYTE_RANGE =
  /\/ByteRange\s{0,8}\[\s{0,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{0,32}\]/g
/** On lines of their own: the words of a name are on one. */
const END_OF_REVISION = /startxref[\r\n]{1,2}\d{1,10}[\r\n]{1,2}%%EOF/g
/** More signatures than any honest document has; what comes after them is not looked at. */
const MOST_SEALS = 8
/** No seal of ours comes near it; a library that is given more could be kept busy. */
const MOST_DIGITS = 128 * 1024

function findSeals(text: string): FoundSeal[] {
  const seals: FoundSeal[] = []
  for (const match of text.matchAll(BYTE_RANGE)) {
    const [start, before, after, length] = match.slice(1).map(Number) as [number, number, number, number]
    const end = after + length
    const possible = start === 0 && end <= text.length && text[before] === '<' && text[after - 1] === '>'
    // What cannot be a range gives a seal that nobody made, judged as broken. One is enough: a name may be full of them.
    if (!possible && seals.some(isImpossible)) continue
    const range = possible ? { before, after, end } : NOWHERE
    seals.push({ ...range, at: match.index, ...readDigits(text.slice(range.before, range.after)) })
    if (seals.length === MOST_SEALS) break
  }
  return seals
}

const NOWHERE: SignedRange = { before: 0, after: 0, end: 0 }
const isImpossible = ({ end }: SignedRange) => end === 0

/**
 * The digits of a seal. They are the one part of a file that no signature covers: of ours only one way of writing is
 * taken, lower case without spaces; others may have theirs.
 */
function readDigits(digits: string): Pick<FoundSeal, 'bytes' | 'isOurWriting'> {
  if (digits.length > MOST_DIGITS || !/^<[0-9A-Fa-f\s]*>$/.test(digits)) return NOTHING
  const isOurWriting = /^<(?:[0-9a-f]{2})*>$/.test(digits)
  return { bytes: fromHex(digits.slice(1, -1).replace(/\s+/g, '')), isOurWriting }
}

const NOTHING = { bytes: new Uint8Array(), isOurWriting: false }

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, place) =>
    Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16),
  )
}

/** Room for a signature, and none in it: zeros, an empty string, no string at all, or one that the catalogue disowns. */
function holdsNothing(text: string, { at, bytes }: FoundSeal): boolean {
  if (bytes.some((byte) => byte !== 0)) return false
  const dictionary = dictionaryAt(text, at)?.text ?? ''
  if (!/\/SigFlags\s{1,8}[13]/.test(text)) return true
  return !dictionary.includes('/Contents') || /\/Contents\s{0,8}(?:<[0\s]*>|\(\))/.test(dictionary)
}

/** What each of ours calls itself; a signature field that nobody filled is in many forms of others. */
const OURS = /<xmp:CreatorTool>Attesta<|\/Creator \(Attesta\)/

/** The object that holds a signature dictionary, with its number. */
function dictionaryAt(text: string, at: number): { number: string; text: string } | undefined {
  const start = text.lastIndexOf(' 0 obj', at)
  const number = /(\d{1,7})$/.exec(text.slice(Math.max(0, start - 8), Math.max(0, start)))?.[1]
  const end = text.indexOf('endobj', at)
  if (number === undefined || end < 0) return undefined
  return { number, text: text.slice(start, end) }
}

const SIGNATURE = /\/Type \/Sig\s/
const PROFILE = /\/SubFilter \/ETSI\.CAdES\.detached\s/
const NO_CHANGES =
  /\/TransformMethod \/DocMDP\s+\/TransformParams <<\s+\/Type \/TransformParams\s+\/P 1\s+\/V \/1\.2\s+>>/

/** Certified as not to be changed at all, and the catalogue says so (ISO 32000-1 §12.8.2.2, §12.8.4). */
function forbidsChanges(
  text: string,
  { number, text: dictionary }: { number: string; text: string },
): boolean {
  const permissions = new RegExp(`/Perms <<\\s+/DocMDP ${number} 0 R\\s+>>`)
  return [SIGNATURE, PROFILE, NO_CHANGES].every((rule) => rule.test(dictionary)) && permissions.test(text)
}

/** `/M (D:20261125213000Z)`, ISO 32000-1 §7.9.4. */
function sealingTime(dictionary: string): Instant | undefined {
  const match = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(dictionary)
  if (!match) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = match
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
