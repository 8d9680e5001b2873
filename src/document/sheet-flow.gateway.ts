import { type Style } from './line-breaking.gateway.js'
import { layStack, type Laid, type Tools } from './sheet-blocks.gateway.js'
import { type Part, type PartName, PICTURES, type Picture, type SheetContent } from './sheet-content.js'
import { decoration, mm, type Pdf, type Section } from './sheet-drawings.gateway.js'
import { LEFT, type Look, WIDTH } from './sheet-looks.gateway.js'
import { drawRule } from './sheet-page.gateway.js'
import { LARGE_TOP, layTop } from './sheet-top.gateway.js'
import { setText } from './typesetting.gateway.js'

const BELOW_TOP = 28
/** As the page where one chooses a sheet says. */
const MOST_PAGES = 2
const NEXT_TOP = mm(20)
const BOTTOM = mm(297 - 24)
const FOOT: Style = { size: 18, leading: 24 }
const PICTURE = 30
const BESIDE_PICTURE = PICTURE + 14
/** Above and below the rule between two parts. */
const RULE = { above: 24, below: 22 }

interface Set extends Laid {
  name: PartName
  picture: Picture | undefined
  headed: boolean
  x: number
}

interface Placed {
  part: Set
  y: number
  ruled: boolean
}

/** Parts one below the other in large letters, on as many pages as they take; none is torn by the end of a page. */
export function tellFlow(
  tools: Tools,
  document: Section,
  { top, parts }: SheetContent,
  page: (number: number, of: number) => string,
): void {
  const { pdf } = tools
  const { end, tell: tellTop } = layTop(top, LARGE_TOP)
  const pages = pagesWithQrFirst(tools, parts, end + BELOW_TOP)
  for (const [place, placed] of pages.entries()) {
    if (place > 0) pdf.addPage()
    else tellTop(pdf, document)
    for (const { part, y, ruled } of placed) {
      if (ruled) drawRule(pdf, LEFT, y - RULE.below, WIDTH)
      const { picture } = part
      if (picture) drawPicture(pdf, picture, y)
      part.tell(document, part.x, y)
    }
    drawFoot(pdf, page(place + 1, pages.length))
  }
}

/** What stands before the QR says where it is: all is set closer where a long name would push the QR away, or a part. */
function pagesWithQrFirst(tools: Tools, parts: readonly Part[], firstTop: number): Placed[][] {
  const set = (look: Look) => {
    const used = { ...tools, look }
    return pagesOf(
      parts.map((part) => setPart(used, part)),
      used,
      firstTop,
    )
  }
  const { look } = tools
  let pages = set(look)
  for (const closer of look.closer) {
    if (pages.length <= MOST_PAGES && pages[0]?.some(({ part }) => part.name === 'qr')) break
    pages = set({ ...look, ...closer })
  }
  return pages
}

function setPart(tools: Tools, { name, picture, blocks }: Part): Set {
  const x = name === 'qr' ? LEFT + (WIDTH - tools.look.qrSide) / 2 : LEFT + (picture ? BESIDE_PICTURE : 0)
  const laid = layStack(tools, blocks, LEFT + WIDTH - x)
  return { ...laid, name, picture, headed: blocks[0]?.kind === 'heading', x }
}

/** The QR and what is said before it share the first page; from there on a part goes where it fits. */
function pagesOf(parts: readonly Set[], { look, qr }: Tools, firstTop: number): Placed[][] {
  const free = Math.max(RULE.above, qr.quietZone(look.qrSide))
  const pages: Placed[][] = [[]]
  let [y, before] = [firstTop, undefined as Set | undefined]
  for (const part of parts) {
    const ruled = before !== undefined && part.headed
    const gap = ruled ? RULE.above + RULE.below : before ? (part.name === 'qr' ? free : look.gap.title) : 0
    const fits = before?.name !== 'qr' && y + gap + part.height <= BOTTOM
    if (before && !fits) {
      pages.push([{ part, y: NEXT_TOP, ruled: false }])
      y = NEXT_TOP + part.height
    } else {
      pages.at(-1)?.push({ part, y: y + gap, ruled })
      y += gap + part.height
    }
    before = part
  }
  return pages
}

function drawPicture(pdf: Pdf, picture: Picture, y: number): void {
  decoration(pdf, () => {
    pdf
      .translate(LEFT, y - 6)
      .scale(PICTURE / 24)
      .lineWidth(2)
      .lineJoin('round')
    pdf.path(PICTURES[picture]).stroke()
  })
}

/** Which page of how many: seen, not told, since a listener hears one text (ISO 14289-1 §7.8). */
function drawFoot(pdf: Pdf, text: string): void {
  const set = setText(text, WIDTH, FOOT)
  pdf.markContent('Artifact', { type: 'Pagination' })
  for (const piece of set.lines.flat()) {
    pdf.fonts.draw(piece, set.size, LEFT + WIDTH - set.width + piece.x, mm(285))
  }
  pdf.endMarkedContent()
}
