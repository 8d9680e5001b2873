import { type Run } from './fonts.gateway.js'
import { hex, type PlacedSign, type PreparedFont, type Sign } from './prepared-font.gateway.js'

/** The fonts that one file uses, each named and embedded once. */
export interface FontsOfFile {
  /** Draws a text from the left end of its baseline, in points from the top left of the page. */
  draw: (run: Run, size: number, x: number, y: number) => void
  /** Writes the fonts: after the last text. */
  end: () => void
}

interface UsedFont {
  font: PreparedFont
  name: string
  /** The dictionary that the page names. */
  reference: PDFKit.PDFKitReference
  numbers: Map<string, number>
  more: Sign[]
}

export function fontsOfFile(pdf: PDFKit.PDFDocument): FontsOfFile {
  const used = new Map<PreparedFont, UsedFont>()
  const useOf = (font: PreparedFont): UsedFont => {
    let use = used.get(font)
    if (!use) used.set(font, (use = newUse(pdf, font, `F${String(used.size + 1)}`)))
    const fonts = pdf.page.fonts as Record<string, unknown>
    fonts[use.name] ??= use.reference
    return use
  }
  return {
    draw: ({ text, font }, size, x, y) => {
      const use = useOf(font)
      // The page is drawn from its top down, so its letters are turned back.
      pdf.addContent(
        `BT 1 0 0 -1 ${round(x)} ${round(y)} Tm /${use.name} ${round(size)} Tf ${shown(use, font.shape(text), size)} ET`,
      )
    },
    end: () => {
      for (const use of used.values()) embed(pdf, use)
    },
  }
}

function newUse(pdf: PDFKit.PDFDocument, font: PreparedFont, name: string): UsedFont {
  const numbers = new Map(font.usual.map(({ key }, number) => [key, number]))
  return { font, name, reference: pdf.ref({}), numbers, more: [] }
}

/** Words as the numbers of their signs, with what the pen moves between them (ISO 32000-1 §9.4.3). */
function shown(use: UsedFont, placed: readonly PlacedSign[], size: number): string {
  let [operands, operators] = ['<', '']
  const flush = () => {
    operators += `[${operands}>] TJ `.replaceAll('<>', '')
    operands = '<'
  }
  for (const { sign, kerning, right, up } of placed) {
    if (up !== 0) {
      flush()
      operators += `${round((up * size) / 1000)} Ts `
    }
    if (right !== 0) operands += `> ${round(-right)} <`
    operands += hex(numberOf(use, sign))
    if (kerning !== right) operands += `> ${round(right - kerning)} <`
    if (up !== 0) {
      flush()
      operators += '0 Ts '
    }
  }
  flush()
  return operators.trimEnd()
}

function numberOf({ numbers, more }: UsedFont, sign: Sign): number {
  let number = numbers.get(sign.key)
  if (number === undefined) {
    numbers.set(sign.key, (number = numbers.size))
    more.push(sign)
  }
  return number
}

/** A composite font whose codes are the numbers of its subset (ISO 32000-1 §9.7). */
function embed(pdf: PDFKit.PDFDocument, { font: prepared, name, reference, more }: UsedFont): void {
  const { font } = prepared
  const { program, programLength, widths, toUnicode } = prepared.embed(more)
  const stream = (data: object, bytes: Uint8Array) => ended(pdf, { ...data, Filter: 'FlateDecode' }, bytes)
  // Six letters that tell this subset from others of its font.
  const baseFont = `ATTES${String.fromCharCode(64 + Number(name.slice(1)))}+${font.postscriptName}`
  const scale = 1000 / font.unitsPerEm
  const { minX, minY, maxX, maxY } = font.bbox
  const descriptor = ended(pdf, {
    Type: 'FontDescriptor',
    FontName: baseFont,
    // Letters by number, not by name; and whether all are as wide.
    Flags: 4 | (font.post.isFixedPitch ? 1 : 0),
    FontBBox: [minX, minY, maxX, maxY].map((value) => value * scale),
    ItalicAngle: font.italicAngle,
    Ascent: font.ascent * scale,
    Descent: font.descent * scale,
    CapHeight: (font.capHeight || font.ascent) * scale,
    StemV: 80,
    FontFile2: stream({ Length1: programLength }, program),
  })
  const descendant = ended(pdf, {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: baseFont,
    CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    W: [0, widths],
    CIDToGIDMap: 'Identity',
  })
  Object.assign(reference.data, {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: baseFont,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: stream({}, toUnicode),
  })
  reference.end(undefined)
}

function ended(pdf: PDFKit.PDFDocument, data: object, bytes?: Uint8Array): PDFKit.PDFKitReference {
  const reference = pdf.ref(data)
  reference.end(bytes)
  return reference
}

function round(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
