import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { create } from 'fontkit'
import { Bug } from '../kernel/failures.js'
import { preparedFont, type PreparedFont } from './prepared-font.gateway.js'

/** Titillium Web for words, Roboto Mono for what is copied. */
export type Face = 'regular' | 'semibold' | 'mono'

/** The height of a capital letter of the semibold face, as a part of its size. */
export const CAPITAL = 0.685

/** Letters that most sheets hold: their part of the font is prepared once, and is the same in every file. */
const WORDS = `${ascii(0x20, 0x3a)}${ascii(0x3f, 0x5a)}${ascii(0x61, 0x7a)}ÀÈÉÌÒÙàèéìòù’`
/** What a verification code is written with. */
const CODES = ' 0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Where Titillium lacks a letter: the rest of Latin, Greek, Cyrillic; each a file of its own, opened when asked for. */
const FALLBACKS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext']

const FACES: Record<Face, readonly (() => PreparedFont)[]> = {
  regular: [
    onFirstUse('bootstrap-italia', titillium('regular'), WORDS),
    ...FALLBACKS.map((part) => onFirstUse('@fontsource/noto-sans', notoSans(part, 400))),
  ],
  semibold: [
    onFirstUse('bootstrap-italia', titillium('600'), WORDS),
    ...FALLBACKS.map((part) => onFirstUse('@fontsource/noto-sans', notoSans(part, 600))),
  ],
  mono: [
    onFirstUse(
      'bootstrap-italia',
      'dist/fonts/Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.ttf',
      CODES,
    ),
  ],
}

/** A part of a text that one font draws. */
export interface Run {
  text: string
  font: PreparedFont
}

/**
 * Splits a text by what its fonts can draw: each letter, with the accents that follow it, by the first font of the face
 * that has all of it. A letter that no font has would be drawn as an empty box, in silence: it stops the sheet
 * (ISO 14289-1 §7.21.8). So does an accent that no font has: without it the name is another. Which one is not told: it is
 * part of a name.
 */
export function runsOf(text: string, face: Face): Run[] {
  const first = firstFont(face)
  if (first.draws(text)) return text === '' ? [] : [{ text, font: first }]
  const runs: Run[] = []
  for (const letter of text.match(/\P{M}?\p{M}*/gsu) ?? []) {
    if (letter === '') continue
    const open = runs.at(-1)
    const font = letter === ' ' && open?.font.draws(letter) ? open.font : fontOf(letter, face)
    if (open?.font === font) open.text += letter
    else runs.push({ text: letter, font })
  }
  return runs
}

/** Whether the fonts of words have every letter of a text. */
export function canDraw(text: string): boolean {
  try {
    for (const face of ['regular', 'semibold'] as const) runsOf(text, face)
    return true
  } catch (error) {
    if (error instanceof NoGlyph) return false
    throw error
  }
}

/** A letter, or an accent, that no font has. */
export class NoGlyph extends Bug {
  constructor() {
    super('no font has a glyph for a letter of the sheet')
  }
}

function firstFont(face: Face): PreparedFont {
  const [open] = FACES[face]
  if (!open) throw new Bug('a face without fonts')
  return open()
}

function fontOf(letter: string, face: Face): PreparedFont {
  for (const open of FACES[face]) {
    const font = open()
    if (font.draws(letter)) return font
  }
  throw new NoGlyph()
}

/** Parsed once and shared by all documents: parsing costs more than drawing a sheet. */
function onFirstUse(library: string, file: string, letters = ''): () => PreparedFont {
  let font: PreparedFont | undefined
  return () => {
    if (font) return font
    const home = dirname(createRequire(import.meta.url).resolve(`${library}/package.json`))
    font = preparedFont(create(readFileSync(join(home, file))), letters)
    return font
  }
}

function titillium(weight: 'regular' | '600'): string {
  return `dist/fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-${weight}.ttf`
}

function notoSans(part: string, weight: 400 | 600): string {
  return `files/noto-sans-${part}-${String(weight)}-normal.woff`
}

function ascii(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, place) => String.fromCharCode(from + place)).join('')
}
