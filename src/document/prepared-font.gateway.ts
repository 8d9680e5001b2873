import { deflateSync } from 'node:zlib'
import { type Font, type Glyph } from 'fontkit'

/** A glyph of a font, and what it says. One glyph that says two things is two of these. */
export interface Sign {
  /** What tells it from others of its font. */
  key: string
  id: number
  codePoints: readonly number[]
  /** What the pen moves, in thousandths of the size. */
  advance: number
}

/** A sign where it stands, in thousandths of the size. */
export interface PlacedSign {
  sign: Sign
  /** What the pen moves less or more here. */
  kerning: number
  right: number
  up: number
}

/** What a file holds of a font: streams that are deflated already. */
export interface EmbeddedSubset {
  program: Uint8Array
  programLength: number
  widths: readonly number[]
  toUnicode: Uint8Array
}

/** A font that is parsed, and whose usual letters are subset and deflated already. */
export interface PreparedFont {
  font: Font
  /** Whether it has a glyph for every letter. */
  draws: (text: string) => boolean
  /** The width of a text, in points. */
  widthOf: (text: string, size: number) => number
  /** The signs of a text, word by word. */
  shape: (text: string) => readonly PlacedSign[]
  /** The signs of the usual letters, in the order in which their subset numbers them. */
  usual: readonly Sign[]
  /** The subset of the usual letters and of some more signs. */
  embed: (more: readonly Sign[]) => EmbeddedSubset
}

/** Words shaped, and subsets made, that are kept: enough for the words of all sheets, and a bound for those of names. */
const WORDS_KEPT = 4000
const SUBSETS_KEPT = 50

/** Prepares a font: what is the same in every document is computed once. */
export function preparedFont(font: Font, letters: string): PreparedFont {
  const has = kept(WORDS_KEPT, (letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
  const shapeWord = kept(WORDS_KEPT, (word) => placedSigns(font, word))
  const shape = (text: string) => (text.match(/[^ ]* |[^ ]+$/g) ?? []).flatMap(shapeWord)
  const usual = usualSigns(font, letters)
  const subsets = kept(SUBSETS_KEPT, (_: string, more: readonly Sign[]) =>
    subsetOf(font, [...usual, ...more]),
  )
  return {
    font,
    draws: (text) => [...text].every((letter) => has(letter)),
    widthOf: (text, size) =>
      shape(text).reduce((width, { sign, kerning }) => width + sign.advance + kerning, 0) * (size / 1000),
    shape,
    usual,
    embed: (more) => subsets(more.map(({ key }) => key).join(), more),
  }
}

function placedSigns(font: Font, word: string): PlacedSign[] {
  const scale = 1000 / font.unitsPerEm
  const { glyphs, positions } = font.layout(word)
  const letters = [...word].map((letter) => letter.codePointAt(0) ?? 0)
  // A letter taken apart into glyphs of which one says nothing would be read as nonsense: it is drawn whole instead.
  if (glyphs.some(({ codePoints }) => codePoints.length === 0) || glyphs.length > letters.length)
    return letters.map((letter) => unplaced(signOf(font, font.glyphForCodePoint(letter), [letter])))
  return glyphs.map((glyph, place) => {
    // The library remembers for a glyph the first letter that it stood for, and some stand for two.
    const own = glyphs.length === letters.length ? letters[place] : undefined
    const { xAdvance = glyph.advanceWidth, xOffset = 0, yOffset = 0 } = positions[place] ?? {}
    return {
      sign: signOf(font, glyph, own === undefined ? [...glyph.codePoints] : [own]),
      kerning: (xAdvance - glyph.advanceWidth) * scale,
      right: xOffset * scale,
      up: yOffset * scale,
    }
  })
}

function unplaced(sign: Sign): PlacedSign {
  return { sign, kerning: 0, right: 0, up: 0 }
}

function signOf(font: Font, { id, advanceWidth }: Glyph, codePoints: readonly number[]): Sign {
  return {
    key: [id, ...codePoints].join('.'),
    id,
    codePoints,
    advance: (advanceWidth * 1000) / font.unitsPerEm,
  }
}

/** The missing glyph first, as every subset has it, then those of the letters and of the ligatures they may form. */
function usualSigns(font: Font, letters: string): Sign[] {
  const missing = signOf(font, font.getGlyph(0), [])
  const signs = new Map<string, Sign>([[missing.key, missing]])
  const ligatures = letters.includes('f') ? ['ff', 'fi', 'fl', 'ffi', 'ffl'] : []
  for (const text of [...letters, ...ligatures]) {
    for (const { sign } of placedSigns(font, text)) signs.set(sign.key, sign)
  }
  return [...signs.values()]
}

function subsetOf(font: Font, signs: readonly Sign[]): EmbeddedSubset {
  const subset = font.createSubset()
  const included = new Set([0])
  for (const { id } of signs.slice(1)) {
    // By hand where it is there already: the library would not write it twice.
    if (included.has(id)) subset.glyphs.push(id)
    else subset.includeGlyph(id)
    included.add(id)
  }
  const program = subset.encode()
  return {
    program: deflateSync(program, { level: 9 }),
    programLength: program.length,
    widths: signs.map(({ advance }) => advance),
    toUnicode: deflateSync(toUnicode(signs), { level: 9 }),
  }
}

/** What each sign says, for who searches, copies or listens (ISO 32000-1 §9.10.3). */
function toUnicode(signs: readonly Sign[]): string {
  const lines = signs.flatMap(({ codePoints }, number) => {
    const said = Buffer.from(String.fromCodePoint(...codePoints), 'utf16le')
      .swap16()
      .toString('hex')
    return said === '' ? [] : [`<${hex(number)}> <${said}>`]
  })
  const blocks: string[] = []
  for (let start = 0; start < lines.length; start += 100) {
    const block = lines.slice(start, start + 100)
    blocks.push(`${String(block.length)} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

/** The number of a sign in its subset, as text in the page names it. */
export function hex(number: number): string {
  return number.toString(16).padStart(4, '0')
}

/** Remembers what was computed for the last so many keys, or nearly. */
function kept<More extends unknown[], Value>(
  most: number,
  compute: (key: string, ...more: More) => Value,
): (key: string, ...more: More) => Value {
  const values = new Map<string, Value>()
  return (key, ...more) => {
    const known = values.get(key)
    if (known !== undefined) return known
    if (values.size >= most) values.clear()
    const value = compute(key, ...more)
    values.set(key, value)
    return value
  }
}
