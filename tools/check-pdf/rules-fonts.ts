/** Fonts: drawn everywhere, and read aloud everywhere (checkpoint 31 and 10 of the Matterhorn Protocol 1.1). */
import { declaredWidths, describingFont, programOf, toUnicodeOf } from './font-program.js'
import { drawn, type Facts, one, type Rule } from './facts.js'
import { type Dict, dictOf, nameOf, resolve, Stream } from './pdf-file.js'

/** What says nothing, though it stands in a map of letters. */
const NOTHING = /[\0\ufeff\ufffe]/

export const FONT_RULES: readonly Rule[] = [
  {
    checkpoint: '10-001',
    failure: 'a letter that says nothing',
    find: each((facts, font, codes) => {
      const said = toUnicodeOf(facts.file, font)
      return said ? [...codes].flatMap((code) => one((said.get(code) ?? '') === '', `code ${code}`)) : []
    }),
  },
  {
    checkpoint: '31-005',
    failure: 'no map from codes to glyphs',
    find: each(({ file }, font) => {
      const describing = describingFont(file, font)
      const map = resolve(file, describing.get('CIDToGIDMap'))
      const isMap = map instanceof Stream || nameOf(file, describing.get('CIDToGIDMap')) === 'Identity'
      return one(nameOf(file, describing.get('Subtype')) === 'CIDFontType2' && !isMap, 'CIDToGIDMap')
    }),
  },
  {
    checkpoint: '31-009',
    failure: 'a font that is not embedded',
    find: (facts) => [
      ...each((_, font) => one(!isEmbedded(facts, font), nameOf(facts.file, font.get('BaseFont')) ?? '?'))(
        facts,
      ),
      ...facts.pages.flatMap(({ paintings }) =>
        drawn(paintings).flatMap(({ text }) => one(text !== undefined && !text.font, 'text without a font')),
      ),
    ],
  },
  {
    checkpoint: '31-011',
    failure: 'a glyph that the embedded font lacks',
    find: each(({ file }, font, codes) => {
      const program = programOf(file, font)
      return program ? [...codes].flatMap((code) => one(code >= program.glyphs, `code ${code}`)) : []
    }),
  },
  {
    checkpoint: '31-012',
    failure: 'a width other than the font program says',
    find: each(({ file }, font, codes) => {
      const program = programOf(file, font)
      const widths = declaredWidths(file, font)
      const isOff = (code: number) =>
        code < (program?.glyphs ?? 0) &&
        Math.abs((widths.get(code) ?? 1000) - (program?.widthOf(code) ?? 0)) > 1
      return program ? [...codes].flatMap((code) => one(isOff(code), `code ${code}`)) : []
    }),
  },
  {
    checkpoint: '31-027',
    failure: 'a font that does not say what its letters are',
    find: each(({ file }, font) =>
      one(toUnicodeOf(file, font) === undefined, nameOf(file, font.get('BaseFont')) ?? '?'),
    ),
  },
  {
    checkpoint: '31-028',
    failure: 'a letter said to be a mark that means nothing',
    find: each(({ file }, font) =>
      [...(toUnicodeOf(file, font) ?? [])].flatMap(([code, said]) => one(NOTHING.test(said), `code ${code}`)),
    ),
  },
  {
    checkpoint: '31-030',
    failure: 'the missing glyph is drawn',
    find: each((_, __, codes) => one(codes.has(0), 'code 0')),
  },
]

function isEmbedded({ file }: Facts, font: Dict): boolean {
  const descriptor = dictOf(file, describingFont(file, font).get('FontDescriptor'))
  return ['FontFile', 'FontFile2', 'FontFile3'].some(
    (key) => resolve(file, descriptor?.get(key)) instanceof Stream,
  )
}

function each(find: (facts: Facts, font: Dict, codes: Set<number>) => string[]): Rule['find'] {
  return (facts) =>
    [...facts.fonts].flatMap(([font, codes]) =>
      find(facts, font, codes).map((said) => `${nameOf(facts.file, font.get('BaseFont')) ?? '?'}: ${said}`),
    )
}
