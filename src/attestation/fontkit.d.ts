/** The little of fontkit 2 that we use; it brings no types of its own. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string
    readonly unitsPerEm: number
    layout: (text: string) => { readonly advanceWidth: number }
    hasGlyphForCodePoint: (codePoint: number) => boolean
  }
  export function create(file: Uint8Array): Font
}
