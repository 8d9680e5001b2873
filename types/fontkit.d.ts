/** The little of fontkit that we use: it ships no types. */
declare module 'fontkit' {
  export interface Font {
    hasGlyphForCodePoint: (codePoint: number) => boolean
  }
  export function create(bytes: Uint8Array): Font
}
