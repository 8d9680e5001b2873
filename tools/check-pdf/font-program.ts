/** The little of a TrueType program and of a ToUnicode map that the rules ask about. */
import { contentOf, type Dict, dictOf, listOf, type PdfFile, resolve, Stream } from './pdf-file.js'

export interface FontProgram {
  glyphs: number
  /** The width of a glyph, in thousandths of the size. */
  widthOf: (glyph: number) => number
}

/** The font that describes the glyphs of a composite one; the font itself where it is not. */
export function describingFont(file: PdfFile, font: Dict): Dict {
  return dictOf(file, listOf(file, font.get('DescendantFonts'))[0]) ?? font
}

export function programOf(file: PdfFile, font: Dict): FontProgram | undefined {
  const descriptor = dictOf(file, describingFont(file, font).get('FontDescriptor'))
  const stream = resolve(file, descriptor?.get('FontFile2'))
  if (!(stream instanceof Stream)) return undefined
  const bytes = Buffer.from(contentOf(stream))
  const table = (tag: string): Buffer => {
    for (let at = 12; at < 12 + 16 * bytes.readUInt16BE(4); at += 16) {
      if (bytes.toString('latin1', at, at + 4) !== tag) continue
      const start = bytes.readUInt32BE(at + 8)
      return bytes.subarray(start, start + bytes.readUInt32BE(at + 12))
    }
    throw new Error(`a font without ${tag}`)
  }
  try {
    const unit = 1000 / table('head').readUInt16BE(18)
    const long = table('hhea').readUInt16BE(34)
    const metrics = table('hmtx')
    const widthOf = (glyph: number) => metrics.readUInt16BE(4 * Math.min(glyph, long - 1)) * unit
    return { glyphs: table('maxp').readUInt16BE(4), widthOf }
  } catch {
    return undefined
  }
}

/** The widths that a composite font declares. */
export function declaredWidths(file: PdfFile, font: Dict): Map<number, number> {
  const widths = new Map<number, number>()
  const list = listOf(file, describingFont(file, font).get('W'))
  for (let at = 0; at + 1 < list.length;) {
    const first = Number(list[at])
    const second = resolve(file, list[at + 1])
    if (Array.isArray(second)) {
      second.forEach((width, place) => widths.set(first + place, Number(width)))
      at += 2
    } else {
      for (let code = first; code <= Number(second); code++) widths.set(code, Number(list[at + 2]))
      at += 3
    }
  }
  return widths
}

/** What each code says. */
export function toUnicodeOf(file: PdfFile, font: Dict): Map<number, string> | undefined {
  const stream = resolve(file, font.get('ToUnicode'))
  if (!(stream instanceof Stream)) return undefined
  const said = new Map<number, string>()
  const text = Buffer.from(contentOf(stream)).toString('latin1')
  for (const [, block = ''] of text.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', to = ''] of block.matchAll(/<([0-9a-f]+)> <([0-9a-f]*)>/gi)) {
      said.set(parseInt(code, 16), Buffer.from(to, 'hex').swap16().toString('utf16le'))
    }
  }
  return said
}
