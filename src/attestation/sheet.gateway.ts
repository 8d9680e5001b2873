import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Readable } from 'node:stream'
import { create } from 'fontkit'
import PDFDocument from 'pdfkit'
import { Bug } from '../kernel/failures.js'
import { formatDay } from '../messages/format.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { qrAddress } from './qr-address.js'
import { qrOf, type QrRun, qrRuns } from './qr.gateway.js'
import { type Sheet } from './sheet.js'
import { sheetEn } from './sheet.texts.en.js'
import { sheetIt } from './sheet.texts.it.js'
import { groupToken } from './token.js'

type Texts = SameShape<typeof sheetIt>
const TEXTS: InEveryLocale<Texts> = { it: sheetIt, en: sheetEn }

const mm = (millimetres: number) => (millimetres * 72) / 25.4
const LEFT = mm(19.5)
const RIGHT = mm(190.5)
const WIDTH = RIGHT - LEFT

/** Parsed once for all sheets: a parsed font halves the time of a document. */
const FONTS = loadFonts()

function loadFonts() {
  const root = dirname(createRequire(import.meta.url).resolve('bootstrap-italia/package.json'))
  const load = (file: string) => create(readFileSync(join(root, 'dist/fonts', file)))
  return {
    regular: load('Titillium_Web/titillium-web-v10-latin-ext_latin-regular.ttf'),
    strong: load('Titillium_Web/titillium-web-v10-latin-ext_latin-600.ttf'),
    mono: load('Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.ttf'),
  }
}

type FontName = keyof typeof FONTS

/**
 * Writes the sheet as a PDF, streamed: A4, black on white, tagged, with a QR of 50 mm and a card for the wallet. Throws
 * a `Bug` before the first byte where no font has a character: it is never left blank.
 */
export function sheetPdf(sheet: Sheet): Readable {
  const texts = TEXTS[sheet.locale]
  const title = texts.title(sheet.name)
  requireGlyphs(title)
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    // Later than the published types.
    subset: 'PDF/UA' as unknown as 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: sheet.locale === 'it' ? 'it-IT' : 'en-GB',
    info: { Title: title, Producer: 'Attesta', Creator: 'Attesta' },
    font: FONTS.regular as unknown as string,
  })
  const page = new SheetPage(doc, sheet, texts)
  page.draw()
  doc.end()
  return doc
}

function requireGlyphs(text: string): void {
  for (const font of [FONTS.regular, FONTS.strong]) {
    for (const character of text) {
      if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
        throw new Bug('a name has a character that no font has')
    }
  }
}

interface Writing {
  font?: FontName
  size: number
  width?: number
  gap?: number
}

/** One sheet being drawn: each part writes its text and its place in the reading order together. */
class SheetPage {
  private readonly host: string
  private readonly runs: QrRun[]
  private readonly side: number
  private readonly root: PDFKit.PDFStructureElement

  constructor(
    private readonly doc: PDFKit.PDFDocument,
    private readonly sheet: Sheet,
    private readonly texts: Texts,
  ) {
    this.host = sheet.baseUrl.replace(/^https?:\/\//, '')
    const modules = qrOf(qrAddress(sheet.baseUrl, sheet.token))
    this.side = modules.length
    this.runs = qrRuns(modules)
    this.root = doc.struct('Document')
    doc.addStructure(this.root)
  }

  draw(): void {
    const { doc, sheet, texts, host } = this
    this.header()
    const top = mm(40)
    const column = WIDTH - mm(60)
    let y = this.write(
      'H1',
      texts.title(sheet.name),
      LEFT,
      top - 6,
      this.fitting(texts.title(sheet.name), { font: 'strong', size: 30, width: column }, 80),
    )
    y = this.write('P', texts.date(formatDay(sheet.locale, sheet.issuedOn)), LEFT, y + 10, {
      size: 13,
      width: column,
    })
    y = this.write('P', texts.always, LEFT, y + 1, { font: 'strong', size: 13, width: column })
    y = this.write('P', texts.use, LEFT, y + 12, { size: 13, width: column, gap: 3 })
    this.figure(RIGHT - mm(50), top, mm(50), texts.alt(sheet.name))
    y = Math.max(y, top + mm(50)) + mm(9)
    this.line(LEFT, RIGHT, y)
    y = this.write('H2', texts.codeTitle, LEFT, y + 10, { font: 'strong', size: 15 })
    y = this.code(LEFT, y + 4, WIDTH, 8, 15.5)
    y = this.write('P', texts.code(host), LEFT, y + 4, { size: 13 })
    y += mm(8)
    const half = (WIDTH - mm(12)) / 2
    const second = LEFT + half + mm(12)
    this.line(LEFT, LEFT + half, y)
    this.line(second, RIGHT, y)
    const left = this.section(texts.verifierTitle, texts.verifier(host), LEFT, y, half)
    const right = this.section(texts.lostTitle, texts.lost(host, sheet.telephone), second, y, half)
    this.write('P', texts.where, LEFT, Math.max(left, right) + mm(9), { size: 11.5, width: mm(110), gap: 2 })
    this.card(mm(224))
    doc.flushPages()
  }

  private header(): void {
    this.artifact(() => {
      const { doc } = this
      doc
        .lineWidth(2.6)
        .moveTo(LEFT + 22, mm(18) + 12)
        .lineTo(LEFT + 22, mm(18) + 22)
        .lineTo(LEFT, mm(18) + 22)
        .lineTo(LEFT, mm(18))
        .lineTo(LEFT + 13, mm(18))
        .stroke('#000')
      doc
        .lineWidth(3)
        .moveTo(LEFT + 5, mm(18) + 9)
        .lineTo(LEFT + 10, mm(18) + 14)
        .lineTo(LEFT + 22, mm(18) + 3)
        .stroke('#000')
      doc.lineWidth(2).moveTo(LEFT, mm(30)).lineTo(RIGHT, mm(30)).stroke('#000')
    })
    // Said again in the text: here it is a letterhead, for the eye alone.
    this.artifact(() => {
      this.put('Attesta', LEFT + 32, mm(18) - 1, { font: 'strong', size: 17 })
      this.put(this.host, RIGHT - this.widthOf(this.host, { size: 12 }), mm(18) + 4, { size: 12 })
    })
  }

  private section(title: string, text: string, x: number, y: number, width: number): number {
    const end = this.write('H2', title, x, y + 10, { font: 'strong', size: 15, width })
    return this.write('P', text, x, end + 2, { size: 13, width, gap: 3 })
  }

  /** Two halves of 85.6 × 54 mm (ISO/IEC 7810 ID-1), to be folded. */
  private card(top: number): void {
    const { texts, sheet, host } = this
    const [width, height] = [mm(85.6), mm(54)]
    this.artifact(() => {
      const { doc } = this
      doc.lineWidth(0.8).dash(4, { space: 3 })
      doc
        .rect(LEFT, top, 2 * width, height)
        .moveTo(LEFT + width, top)
        .lineTo(LEFT + width, top + height)
        .stroke('#000')
      doc.undash()
    })
    this.write('P', texts.cut, LEFT, top - 20, { size: 11.5 })
    this.figure(LEFT + mm(4), top + mm(6), mm(42), texts.alt(sheet.name))
    const beside = LEFT + mm(50)
    this.write(
      'P',
      texts.title(sheet.name),
      beside,
      top + mm(7),
      this.fitting(texts.title(sheet.name), { font: 'strong', size: 13, width: mm(33) }, 75),
    )
    this.write('P', texts.card, beside, top + mm(37), { size: 10.5, width: mm(33) })
    const other = LEFT + width + mm(5)
    const y = this.write('H2', texts.codeTitle, other, top + mm(7), { font: 'strong', size: 11 })
    this.code(other, y + 3, mm(68), 4, 13)
    this.write('P', texts.cardCode(host), other, top + mm(38), { size: 10.5, width: mm(76) })
    this.write('P', texts.cardLost(sheet.telephone), other, top + mm(44), { size: 10.5, width: mm(76) })
  }

  /** The groups of the code across a width, so many in a row; read as one paragraph. */
  private code(x: number, y: number, width: number, perRow: number, size: number): number {
    const groups = groupToken(this.sheet.token)
    const last = this.widthOf(groups[0] ?? '', { font: 'mono', size })
    const step = perRow === 1 ? 0 : (width - last) / (perRow - 1)
    this.mark('P', () => {
      for (const [index, group] of groups.entries()) {
        const row = Math.floor(index / perRow)
        const text = index === groups.length - 1 ? group : `${group} `
        this.put(text, x + (index % perRow) * step, y + row * size * 1.45, { font: 'mono', size })
      }
    })
    return y + Math.ceil(groups.length / perRow) * size * 1.45
  }

  private figure(x: number, y: number, size: number, alt: string): void {
    const module = size / this.side
    const { doc } = this
    const content = doc.markStructureContent('Figure', { alt })
    doc.save().translate(x, y).scale(module)
    for (const { x: column, y: row, length } of this.runs) doc.rect(column, row, length, 1)
    doc.fill('#000').restore()
    doc.endMarkedContent()
    const box: [number, number, number, number] = [
      x,
      doc.page.height - y - size,
      x + size,
      doc.page.height - y,
    ]
    this.root.add(
      doc.struct(
        'Figure',
        { alt, bbox: box, placement: 'Block' } as PDFKit.Mixins.StructureElementOptions,
        content,
      ),
    )
  }

  /** Writes text with its role; returns where the next thing may stand. */
  private write(role: 'H1' | 'H2' | 'P', text: string, x: number, y: number, writing: Writing): number {
    let end = y
    this.mark(role, () => {
      end = this.put(text, x, y, writing)
    })
    return end
  }

  private mark(role: 'H1' | 'H2' | 'P', paint: () => void): void {
    const content = this.doc.markStructureContent(role)
    paint()
    this.doc.endMarkedContent()
    this.root.add(this.doc.struct(role, [content] as never))
  }

  private put(
    text: string,
    x: number,
    y: number,
    { font = 'regular', size, width = RIGHT - x, gap = 0 }: Writing,
  ): number {
    this.setFont(font, size).fillColor('#000').text(text, x, y, { width, lineGap: gap })
    return this.doc.y
  }

  /** The same writing, smaller where a long name would need more height than there is. */
  private fitting(text: string, writing: Writing & { width: number }, height: number): Writing {
    let { size } = writing
    const isTooHigh = () =>
      this.setFont(writing.font ?? 'regular', size).heightOfString(text, { width: writing.width }) > height
    while (size > 6 && isTooHigh()) size -= 1
    return { ...writing, size }
  }

  private widthOf(text: string, { font = 'regular', size }: Writing): number {
    return this.setFont(font, size).widthOfString(text)
  }

  private setFont(font: FontName, size: number): PDFKit.PDFDocument {
    return this.doc.font(FONTS[font] as unknown as string, undefined as never, size)
  }

  private line(from: number, to: number, y: number): void {
    this.artifact(() => this.doc.lineWidth(0.8).moveTo(from, y).lineTo(to, y).stroke('#000'))
  }

  /** What is drawn for the eye alone: readers skip it. */
  private artifact(paint: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    paint()
    this.doc.endMarkedContent()
  }
}
