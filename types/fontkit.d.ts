/** The little of fontkit that we use: it ships no types. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string
    readonly unitsPerEm: number
    layout: (text: string) => { readonly advanceWidth: number }
    hasGlyphForCodePoint: (codePoint: number) => boolean
  }
  export function create(bytes: Uint8Array): Font
}
