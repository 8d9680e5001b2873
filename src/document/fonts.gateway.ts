import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { create, type Font } from 'fontkit'
import { Bug } from '../kernel/failures.js'

/** Titillium Web for words, Roboto Mono for what is copied; each file holds latin and latin-ext. */
export type Face = 'regular' | 'semibold' | 'mono'

/** Parsed once and shared by all documents: parsing costs more than drawing a sheet. */
export const FONTS: Record<Face, Font> = {
  regular: open('Titillium_Web/titillium-web-v10-latin-ext_latin-regular.ttf'),
  semibold: open('Titillium_Web/titillium-web-v10-latin-ext_latin-600.ttf'),
  mono: open('Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.ttf'),
}

/** The height of a capital letter of the semibold face, as a part of its size. */
export const CAPITAL = 0.685

function open(file: string): Font {
  const home = dirname(createRequire(import.meta.url).resolve('bootstrap-italia/package.json'))
  return create(readFileSync(join(home, 'dist/fonts', file)))
}

/** The width of a text, in points. */
export function measure(text: string, face: Face, size: number): number {
  return (FONTS[face].layout(text).advanceWidth * size) / FONTS[face].unitsPerEm
}

/** A letter that the font lacks would be drawn as an empty box, in silence. Which one is not told: it is part of a name. */
export function demandGlyphs(text: string, face: Face): void {
  for (const letter of text) {
    if (!FONTS[face].hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) {
      throw new Bug(`${FONTS[face].postscriptName} has no glyph for a letter of the sheet`)
    }
  }
}
