import {
  decoration,
  drawLogo,
  mm,
  type Pdf,
  type PlacedQr,
  type Section,
  tell,
  write,
} from './sheet-drawings.gateway.js'
import { type Sheet } from './sheet.js'
import { type it } from './sheet.texts.it.js'
import { groupToken } from './token.js'
import {
  fitName,
  fitText,
  glued,
  type SetText,
  setSentences,
  setText,
  type Style,
} from './typesetting.gateway.js'

/** What the parts of the sheet are drawn from. */
export interface SheetView {
  sheet: Sheet
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
export function tellHeader(pdf: Pdf, document: Section, { institution, address }: Sheet): void {
  const top = mm(16.8)
  const host = fitText(address, mm(64), 1, HOSTS)
  const body = fitText(institution, WIDTH - mm(13) - host.width - GAP, 1, HOSTS.slice(1))
  decoration(pdf, () => drawLogo(pdf, LEFT, top, mm(9.4)))
  decoration(pdf, () => pdf.rect(LEFT, mm(31), WIDTH, 2).fill())
  tell(pdf, document, 'P', () => write(pdf, setText('Attesta ', WIDTH, HEADING), LEFT + mm(13), top + 12.4))
  tell(pdf, document, 'P', () => write(pdf, body, LEFT + mm(13), top + 24.5))
  tell(pdf, document, 'P', () => write(pdf, host, RIGHT - host.width, top + 12.4))
}

/** The sheet itself, above the card. */
export function tellSheet(pdf: Pdf, document: Section, view: SheetView): void {
  const { sheet, texts, qr } = view
  const say = (tag: string, text: SetText, x: number, y: number): void => {
    tell(pdf, document, tag, () => write(pdf, text, x, y))
  }
  let y = tellTitle(pdf, document, view)
  const date = setText(texts.date(sheet.issuedOn), BESIDE_QR, BODY)
  const always = setText(texts.always, BESIDE_QR, { ...BODY, face: 'semibold' })
  const use = setSentences(texts.use, BESIDE_QR, BODY)
  for (const [set, space] of [
    [date, 0],
    [always, 11],
    [use, 0],
  ] as const) {
    say('P', set, LEFT, y)
    y += set.height + space
  }
  const codeTop = Math.max(y + 4, QR.y + QR.side + qr.quietZone(QR.side) + 14)
  const actsTop = codeTop + 108
  const verifier = fitText(texts.verifierDo(sheet.address), COLUMN, 3, BODIES)
  const lost = fitText(texts.lostDo(sheet.address, sheet.telephone), COLUMN, 3, BODIES)
  const whereTop = actsTop + 47 + Math.max(verifier.height, lost.height) + 24

  // Told before the QR itself, though it stands below: who cannot see the page must know where to point at.
  say('P', setSentences(texts.where, WIDTH, NOTE), LEFT, whereTop)
  tell(pdf, document, 'Figure', () => qr.place(QR.x, QR.y, QR.side), {
    alt: texts.alt(sheet.name),
    bbox: [QR.x, QR.y, QR.x + QR.side, QR.y + QR.side],
  })
  rule(pdf, LEFT, codeTop, WIDTH)
  say('H2', setText(texts.code, WIDTH, HEADING), LEFT, codeTop + 26)
  tell(pdf, document, 'P', () => writeCodeAcross(pdf, sheet, codeTop + 54))
  say('P', fitText(texts.codeUse(sheet.address), WIDTH, 1, BODIES), LEFT, codeTop + 80)
  for (const [x, title, text] of [
    [LEFT, texts.verifier, verifier],
    [LEFT + COLUMN + GAP, texts.lost, lost],
  ] as const) {
    rule(pdf, x, actsTop, COLUMN)
    say('H2', setText(title, COLUMN, HEADING), x, actsTop + 26)
    say('P', text, x, actsTop + 47)
  }
}

/** "QR of" and the name on lines of their own; returns where the next baseline goes. */
function tellTitle(pdf: Pdf, document: Section, { sheet, texts }: SheetView): number {
  const name = fitName(gluedInitial(sheet.name), BESIDE_QR, 2, TITLES)
  const start = setText(texts.titleStart, BESIDE_QR, {
    face: 'semibold',
    size: name.size,
    leading: name.leading,
  })
  // The tops of the capitals are in line with the top of the QR.
  const y = QR.y + 0.685 * name.size
  tell(pdf, document, 'H1', () => {
    write(pdf, start, LEFT, y)
    write(pdf, name, LEFT, y + name.leading)
  })
  return y + name.height + 39
}

/** The initial never stands alone on a line. */
export function gluedInitial(name: string): string {
  return name.replace(/ \p{L}\.$/u, glued)
}

/** The eight groups over the whole width: each a word by itself, to be copied group by group. */
function writeCodeAcross(pdf: Pdf, { token }: Sheet, y: number): void {
  const groups = groupToken(token).map((group) => setText(`${group} `, WIDTH, CODE))
  const step = (WIDTH - (groups.at(-1)?.width ?? 0)) / (groups.length - 1)
  for (const [place, group] of groups.entries()) write(pdf, group, LEFT + place * step, y)
}

function rule(pdf: Pdf, x: number, y: number, width: number): void {
  decoration(pdf, () => pdf.rect(x, y, width, 0.8).fill())
}
