import {
  decoration,
  drawCutLines,
  drawScissors,
  mm,
  type Pdf,
  type Section,
  tell,
  write,
} from './sheet-drawings.gateway.js'
import { gluedInitial, LEFT, type SheetView, WIDTH } from './sheet-page.gateway.js'
import { groupToken } from './token.js'
import { fitName, setText, type Style } from './typesetting.gateway.js'

/** Two halves of a bank card (ISO/IEC 7810 ID-1: 85.6 × 54 mm), to be folded one on the other. */
const CARD = { x: LEFT, y: mm(228), width: WIDTH, height: mm(54), corner: mm(5) }
const QR = { side: mm(42), x: CARD.x + mm(5), y: CARD.y + mm(6) }
const BESIDE_QR = { x: QR.x + QR.side + mm(5), width: mm(85.6 - 5 - 42 - 5 - 3) }
const BACK = { x: CARD.x + CARD.width / 2 + mm(6), width: mm(85.6 - 12) }
const LAST_LINE = QR.y + QR.side - 1

const SMALL: Style = { size: 10, leading: 13.5 }
const LABEL: Style = { ...SMALL, face: 'semibold' }
const CODE: Style = { face: 'mono', size: 17, leading: 24 }
const NAMES: readonly Style[] = [
  { face: 'semibold', size: 14, leading: 17.5 },
  { face: 'semibold', size: 12, leading: 15 },
  { face: 'semibold', size: 10, leading: 12.5 },
]

/** The card for the wallet: the QR in front, the verification code behind. */
export function tellCard(pdf: Pdf, document: Section, view: SheetView): void {
  const section = pdf.struct('Sect')
  document.add(section)
  tellHowToCut(pdf, section, view)
  decoration(pdf, () => drawCutLines(pdf, CARD))
  tellFront(pdf, section, view)
  tellBack(pdf, section, view)
}

function tellHowToCut(pdf: Pdf, section: Section, { texts }: SheetView): void {
  const y = CARD.y - mm(3.6)
  const scissors = 13
  const title = setText(`${texts.card.title} `, WIDTH, LABEL)
  const fold = setText(texts.card.fold, WIDTH, SMALL)
  const x = CARD.x + scissors + 6
  decoration(pdf, () => drawScissors(pdf, CARD.x, y - 10, scissors))
  tell(pdf, section, 'H2', () => write(pdf, title, x, y))
  tell(pdf, section, 'P', () => write(pdf, fold, x + title.width + 4, y))
}

function tellFront(pdf: Pdf, section: Section, { sheet, texts, qr }: SheetView): void {
  const name = fitName(gluedInitial(sheet.name), BESIDE_QR.width, 4, NAMES)
  const style: Style = { face: 'semibold', size: name.size, leading: name.leading }
  const start = setText(texts.titleStart, BESIDE_QR.width, style)
  const use = setText(texts.card.use, BESIDE_QR.width, SMALL)
  tell(pdf, section, 'P', () => {
    const y = QR.y + 0.685 * name.size
    write(pdf, start, BESIDE_QR.x, y)
    write(pdf, name, BESIDE_QR.x, y + name.leading)
  })
  tell(pdf, section, 'Figure', () => qr.place(QR.x, QR.y, QR.side), {
    alt: texts.card.alt(sheet.name),
    bbox: [QR.x, QR.y, QR.x + QR.side, QR.y + QR.side],
  })
  tell(pdf, section, 'P', () => write(pdf, use, BESIDE_QR.x, LAST_LINE - use.height + use.leading))
}

function tellBack(pdf: Pdf, section: Section, { sheet, texts }: SheetView): void {
  const groups = groupToken(sheet.token)
  const rows = [groups.slice(0, 4), groups.slice(4)].map((row) =>
    setText(`${row.join(' ')} `, BACK.width, CODE),
  )
  const use = setText(texts.card.codeUse(sheet.address), BACK.width, SMALL)
  const lost = setText(texts.card.lost(sheet.telephone), BACK.width, SMALL)
  const y = QR.y + 0.685 * SMALL.size
  tell(pdf, section, 'P', () => write(pdf, setText(texts.code, BACK.width, LABEL), BACK.x, y))
  tell(pdf, section, 'P', () => {
    for (const [place, row] of rows.entries()) write(pdf, row, BACK.x, y + 25 + place * CODE.leading)
  })
  const lostTop = LAST_LINE - lost.height + lost.leading
  tell(pdf, section, 'P', () => write(pdf, use, BACK.x, lostTop - use.height))
  tell(pdf, section, 'P', () => write(pdf, lost, BACK.x, lostTop))
}
