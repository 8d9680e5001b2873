import { CAPITAL } from './fonts.gateway.js'
import {
  decoration,
  drawCutLines,
  drawScissors,
  mm,
  type Pdf,
  type Section,
  say,
  tellQr,
} from './sheet-drawings.gateway.js'
import { gluedInitial, LEFT, type SheetView, WIDTH } from './sheet-page.gateway.js'
import { groupToken } from '../attestation/token.js'
import { fitName, setSentences, setText, type Style } from './typesetting.gateway.js'

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
  say(pdf, section, 'H2', { text: title, x, y })
  say(pdf, section, 'P', { text: fold, x: x + title.width + 4, y })
}

function tellFront(pdf: Pdf, section: Section, { sheet, texts, qr }: SheetView): void {
  const { x, width } = BESIDE_QR
  const name = fitName(gluedInitial(sheet.name), width, 4, NAMES)
  const start = setText(texts.titleStart, width, { ...name, face: 'semibold' })
  const use = setText(texts.card.use, width, SMALL)
  const y = QR.y + CAPITAL * name.size
  say(pdf, section, 'P', { text: start, x, y }, { text: name, x, y: y + name.leading })
  tellQr(pdf, section, qr, QR, texts.card.alt(sheet.name))
  say(pdf, section, 'P', { text: use, x, y: LAST_LINE - use.height + use.leading })
}

function tellBack(pdf: Pdf, section: Section, { sheet, address, texts }: SheetView): void {
  const { x, width } = BACK
  const groups = groupToken(sheet.token)
  const code = setSentences([`${groups.slice(0, 4).join(' ')} `, groups.slice(4).join(' ')], width, CODE)
  const use = setText(texts.card.codeUse(address), width, SMALL)
  const lost = setText(texts.card.lost(sheet.telephone), width, SMALL)
  const y = QR.y + CAPITAL * SMALL.size
  const lostTop = LAST_LINE - lost.height + lost.leading
  say(pdf, section, 'P', { text: setText(texts.code, width, LABEL), x, y })
  say(pdf, section, 'P', { text: code, x, y: y + 25 })
  say(pdf, section, 'P', { text: use, x, y: lostTop - use.height })
  say(pdf, section, 'P', { text: lost, x, y: lostTop })
}
