import { CAPITAL } from './fonts.gateway.js'
import { formatDay } from '../messages/format.js'
import {
  decoration,
  drawLogo,
  mm,
  type Pdf,
  type Placed,
  type PlacedQr,
  type Section,
  say,
  tellQr,
} from './sheet-drawings.gateway.js'
import { type Sheet } from './sheet.js'
import { type it } from './sheet.texts.it.js'
import { groupToken } from '../attestation/token.js'
import { fitName, fitText, glued, setSentences, setText, type Style } from './typesetting.gateway.js'

/** What the parts of the sheet are drawn from. */
export interface SheetView {
  sheet: Sheet
  /** The host, as people read and type it. */
  address: string
  texts: typeof it
  qr: PlacedQr
}

export const LEFT = mm(19.4)
export const WIDTH = mm(171.2)
const RIGHT = LEFT + WIDTH
const GAP = mm(14)
const COLUMN = (WIDTH - GAP) / 2
const QR = { side: mm(50), x: RIGHT - mm(50), y: mm(40) }
const BESIDE_QR = WIDTH - QR.side - GAP

const HEADING: Style = { face: 'semibold', size: 15, leading: 20 }
const BODY: Style = { size: 14, leading: 20 }
const NOTE: Style = { size: 12, leading: 16.5 }
const CODE: Style = { face: 'mono', size: 17, leading: 24 }
const TITLES: readonly Style[] = [
  { face: 'semibold', size: 28, leading: 33 },
  { face: 'semibold', size: 24, leading: 29 },
  { face: 'semibold', size: 20, leading: 24 },
  { face: 'semibold', size: 16, leading: 20 },
]
const BODIES: readonly Style[] = [BODY, NOTE, { size: 9.5, leading: 13 }]
const HOSTS: readonly Style[] = [
  { size: 12, leading: 16 },
  { size: 10.5, leading: 14 },
  { size: 8.5, leading: 9.5 },
]

/** Whose sheet it is. */
export function tellHeader(pdf: Pdf, document: Section, { sheet, address }: SheetView): void {
  const top = mm(16.8)
  const x = LEFT + mm(13)
  const host = fitText(address, mm(64), 1, HOSTS)
  const body = fitText(sheet.institution, WIDTH - mm(13) - host.width - GAP, 1, HOSTS.slice(1))
  decoration(pdf, () => drawLogo(pdf, LEFT, top, mm(9.4)))
  decoration(pdf, () => pdf.rect(LEFT, mm(31), WIDTH, 2).fill())
  say(pdf, document, 'P', { text: setText('Attesta ', WIDTH, HEADING), x, y: top + 12.4 })
  say(pdf, document, 'P', { text: body, x, y: top + 24.5 })
  say(pdf, document, 'P', { text: host, x: RIGHT - host.width, y: top + 12.4 })
}

/** The sheet itself, above the card. */
export function tellSheet(pdf: Pdf, document: Section, view: SheetView): void {
  const { sheet, address, texts, qr } = view
  const useEnd = tellUse(pdf, document, view, tellTitle(pdf, document, view))
  const codeTop = Math.max(useEnd + 4, QR.y + QR.side + qr.quietZone(QR.side) + 14)
  const actsTop = codeTop + 108
  const verifier = fitText(texts.verifierDo(address), COLUMN, 3, BODIES)
  const lost = fitText(texts.lostDo(address, sheet.telephone), COLUMN, 3, BODIES)
  const whereTop = actsTop + 47 + Math.max(verifier.height, lost.height) + 24

  // Told before the QR itself, though it stands below: who cannot see the page must know where to point at.
  say(pdf, document, 'P', { text: setSentences(texts.where, WIDTH, NOTE), x: LEFT, y: whereTop })
  tellQr(pdf, document, qr, QR, texts.alt(sheet.name))
  tellCode(pdf, document, view, codeTop)
  tellAct(pdf, document, { x: LEFT, y: actsTop, title: texts.verifier, text: verifier })
  tellAct(pdf, document, { x: LEFT + COLUMN + GAP, y: actsTop, title: texts.lost, text: lost })
}

/** "QR of" and the name on lines of their own; returns where the next baseline goes. */
function tellTitle(pdf: Pdf, document: Section, { sheet, texts }: SheetView): number {
  const name = fitName(gluedInitial(sheet.name), BESIDE_QR, 2, TITLES)
  const start = setText(texts.titleStart, BESIDE_QR, { ...name, face: 'semibold' })
  // The tops of the capitals are in line with the top of the QR.
  const y = QR.y + CAPITAL * name.size
  say(pdf, document, 'H1', { text: start, x: LEFT, y }, { text: name, x: LEFT, y: y + name.leading })
  return y + name.height + 39
}

/** The date, and what to do with the sheet; returns where they end. */
function tellUse(pdf: Pdf, document: Section, { sheet, texts }: SheetView, top: number): number {
  const date = setText(texts.date(formatDay(sheet.locale, sheet.issuedOn)), BESIDE_QR, BODY)
  const always = setText(texts.always, BESIDE_QR, { ...BODY, face: 'semibold' })
  const use = setSentences(texts.use, BESIDE_QR, BODY)
  const useTop = top + date.height + always.height + 11
  say(pdf, document, 'P', { text: date, x: LEFT, y: top })
  say(pdf, document, 'P', { text: always, x: LEFT, y: top + date.height })
  say(pdf, document, 'P', { text: use, x: LEFT, y: useTop })
  return useTop + use.height
}

/** The eight groups over the whole width, each a word by itself, and where to type them. */
function tellCode(pdf: Pdf, document: Section, { sheet, address, texts }: SheetView, top: number): void {
  const groups = groupToken(sheet.token).map((group) => setText(`${group} `, WIDTH, CODE))
  const step = (WIDTH - (groups.at(-1)?.width ?? 0)) / (groups.length - 1)
  const placed = groups.map((text, place) => ({ text, x: LEFT + place * step, y: top + 54 }))
  const use = fitText(texts.codeUse(address), WIDTH, 1, BODIES)
  rule(pdf, LEFT, top, WIDTH)
  say(pdf, document, 'H2', { text: setText(texts.code, WIDTH, HEADING), x: LEFT, y: top + 26 })
  say(pdf, document, 'P', ...placed)
  say(pdf, document, 'P', { text: use, x: LEFT, y: top + 80 })
}

interface Act extends Placed {
  title: string
}

/** A column: somebody's question, and what to do. */
function tellAct(pdf: Pdf, document: Section, { title, text, x, y }: Act): void {
  rule(pdf, x, y, COLUMN)
  say(pdf, document, 'H2', { text: setText(title, COLUMN, HEADING), x, y: y + 26 })
  say(pdf, document, 'P', { text, x, y: y + 47 })
}

/** The initial never stands alone on a line. */
export function gluedInitial(name: string): string {
  return name.replace(/ \p{L}\.$/u, glued)
}

function rule(pdf: Pdf, x: number, y: number, width: number): void {
  decoration(pdf, () => pdf.rect(x, y, width, 0.8).fill())
}
