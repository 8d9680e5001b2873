import { layStack, type Laid, type Tools } from './sheet-blocks.gateway.js'
import { layHow, tellCard } from './sheet-card.gateway.js'
import { type PartName, type SheetContent } from './sheet-content.js'
import { decoration, mm, type Pdf, type Section } from './sheet-drawings.gateway.js'
import { LEFT, RIGHT, WIDTH } from './sheet-looks.gateway.js'
import { A4_TOP, layTop } from './sheet-top.gateway.js'

const GAP = mm(14)
const COLUMN = (WIDTH - GAP) / 2
const SECOND = LEFT + COLUMN + GAP
const QR_TOP = mm(40)
/** From a rule to the capitals below it. */
const RULE_GAP = 15.7
/** The least between where the QR is and how to cut the card. */
const WHERE_GAP = 18

interface Place {
  laid: Laid
  x: number
  y: number
}

/** One A4 page: the QR at the top right, what one does with it around it, the card at the bottom. */
export function tellPage(tools: Tools, document: Section, { top, parts }: SheetContent): void {
  const { pdf, look, qr } = tools
  const side = look.qrSide
  const lay = (name: PartName, width: number) =>
    layStack(tools, parts.find((part) => part.name === name)?.blocks ?? [], width)
  const intro = lay('intro', WIDTH - side - GAP)
  const code = lay('code', WIDTH)
  const verifier = lay('verifier', COLUMN)
  const lost = lay('lost', COLUMN)

  const codeRule = QR_TOP + Math.max(intro.height + 24, side + qr.quietZone(side) + 14)
  const actsRule = codeRule + RULE_GAP + code.height + 28
  const actsTop = actsRule + RULE_GAP
  const actsEnd = actsTop + Math.max(verifier.height, lost.height)
  const where = lay('where', WIDTH)
  const how = layHow(tools, parts)
  const whereTop = Math.min(actsEnd + 36, how.top - WHERE_GAP - where.height)
  const places: Partial<Record<PartName, Place>> = {
    intro: { laid: intro, x: LEFT, y: QR_TOP },
    where: { laid: where, x: LEFT, y: whereTop },
    qr: { laid: lay('qr', side), x: RIGHT - side, y: QR_TOP },
    code: { laid: code, x: LEFT, y: codeRule + RULE_GAP },
    verifier: { laid: verifier, x: LEFT, y: actsTop },
    lost: { laid: lost, x: SECOND, y: actsTop },
  }

  layTop(top, A4_TOP).tell(pdf, document)
  drawRule(pdf, LEFT, codeRule, WIDTH)
  for (const x of [LEFT, SECOND]) drawRule(pdf, x, actsRule, COLUMN)
  // In the order in which the sheet is read aloud, wherever it stands.
  for (const { name } of parts) {
    const place = places[name]
    place?.laid.tell(document, place.x, place.y)
  }
  tellCard(tools, document, parts, how)
}

export function drawRule(pdf: Pdf, x: number, y: number, width: number): void {
  decoration(pdf, () => pdf.rect(x, y, width, 0.8).fill())
}
