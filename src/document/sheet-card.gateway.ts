import { type Laid, layBlock, layStack, type Tools } from './sheet-blocks.gateway.js'
import { type Block, type Part } from './sheet-content.js'
import { decoration, drawCutLines, drawScissors, mm, type Section } from './sheet-drawings.gateway.js'
import { CARD_LOOK, LEFT, WIDTH } from './sheet-looks.gateway.js'

/** Two halves of a bank card (ISO/IEC 7810 ID-1: 85.6 × 54 mm), to be folded one on the other. */
const CARD = { x: LEFT, y: mm(228), width: WIDTH, height: mm(54), corner: mm(5) }
const HALF = mm(85.6)
const QR = { x: CARD.x + mm(5), y: CARD.y + mm(6) }
const FRONT = { x: QR.x + CARD_LOOK.qrSide + mm(5), width: HALF - mm(5) - CARD_LOOK.qrSide - mm(5) - mm(3) }
const BACK = { x: CARD.x + HALF + mm(6), width: HALF - mm(12) }
const BOTTOM = QR.y + CARD_LOOK.qrSide
const SCISSORS = 13

/** How the card is cut and folded, above it. */
export function layHow(sheetTools: Tools, parts: readonly Part[]): Laid & { top: number } {
  const how = layStack({ ...sheetTools, look: CARD_LOOK }, blocksOf(parts, 'card'), WIDTH - SCISSORS - 6)
  return { ...how, top: CARD.y - mm(3.6) - how.height }
}

/** The card for the wallet: the QR in front, the verification code behind. */
export function tellCard(
  sheetTools: Tools,
  document: Section,
  parts: readonly Part[],
  how: ReturnType<typeof layHow>,
): void {
  const tools = { ...sheetTools, look: CARD_LOOK }
  const { pdf } = tools
  const section = pdf.struct('Sect')
  document.add(section)
  decoration(pdf, () => drawScissors(pdf, CARD.x, how.top - 3, SCISSORS))
  how.tell(section, CARD.x + SCISSORS + 6, how.top)
  decoration(pdf, () => drawCutLines(pdf, CARD))

  const [name, qr, ...use] = blocksOf(parts, 'cardFront')
  if (name) layBlock(tools, name, FRONT.width).tell(section, FRONT.x, QR.y)
  if (qr) layBlock(tools, qr, FRONT.width).tell(section, QR.x, QR.y)
  tellAtBottom(section, layStack(tools, use, FRONT.width), FRONT.x)

  const isBelow = ({ kind }: Block) => kind === 'lines'
  const back = blocksOf(parts, 'cardBack')
  const above = back.filter((block) => !isBelow(block))
  layStack(tools, above, BACK.width).tell(section, BACK.x, QR.y)
  tellAtBottom(section, layStack(tools, back.filter(isBelow), BACK.width), BACK.x)
}

function tellAtBottom(section: Section, laid: Laid, x: number): void {
  laid.tell(section, x, BOTTOM - laid.height)
}

function blocksOf(parts: readonly Part[], name: Part['name']): readonly Block[] {
  return parts.find((part) => part.name === name)?.blocks ?? []
}
