/** The little of fontkit that we use: it ships no types. */
declare module 'fontkit' {
  export interface Glyph {
    readonly id: number
    readonly advanceWidth: number
    /** The letters that it stands for: more than one for a ligature. */
    readonly codePoints: readonly number[]
  }
  export interface GlyphPosition {
    readonly xAdvance: number
    readonly xOffset: number
    readonly yOffset: number
  }
  export interface Subset {
    /** Written one after the other, with what they are composed of after them. */
    readonly glyphs: number[]
    includeGlyph: (id: number) => number
    encode: () => Uint8Array
  }
  export interface Font {
    readonly postscriptName: string
    readonly unitsPerEm: number
    readonly ascent: number
    readonly descent: number
    readonly capHeight: number
    readonly xHeight: number
    readonly italicAngle: number
    readonly bbox: { minX: number; minY: number; maxX: number; maxY: number }
    readonly post: { isFixedPitch: number }
    layout: (text: string) => {
      readonly advanceWidth: number
      readonly glyphs: readonly Glyph[]
      readonly positions: readonly GlyphPosition[]
    }
    glyphForCodePoint: (codePoint: number) => Glyph
    getGlyph: (id: number) => Glyph
    hasGlyphForCodePoint: (codePoint: number) => boolean
    createSubset: () => Subset
  }
  export function create(bytes: Uint8Array): Font
}
