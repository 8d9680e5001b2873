import { type Link } from './sheet-links.js'
import { type TaggedPdf } from './tagged-pdf.gateway.js'
import { type Piece } from './line-breaking.gateway.js'

/** Words of one font on one line, where they stand on the page: `y` is their baseline. */
export interface Stroke {
  piece: Piece
  size: number
  x: number
  y: number
}

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** From the tops of the highest letters to the feet of the lowest, as parts of their size. */
const ABOVE = 0.76
const BELOW = 0.24

/**
 * A tag of words that lead somewhere, with the place on the page where they do: exactly where the words stand, line by line
 * (ISO 14289-1 §7.18.5; ISO 32000-1 §12.5.6.5, §14.8.4.4.2). Printed (ISO 19005-2 §6.3.2) and without a border of its own.
 */
export function linkTag(
  pdf: TaggedPdf,
  { address, does }: Link,
  strokes: readonly Stroke[],
  draw: () => void,
): PDFKit.PDFStructureElement {
  const tag = pdf.struct('Link')
  tag.add(draw)
  const boxes = strokes.map(boxOf)
  const { left, top, right, bottom } = around(boxes)
  pdf.annotate(left, top, right - left, bottom - top, {
    Subtype: 'Link',
    Contents: new String(does),
    F: 4,
    A: { S: 'URI', URI: new String(address) },
    ...(boxes.length > 1 && { QuadPoints: boxes.flatMap((box) => cornersOf(pdf, box)) }),
    structParent: tag,
  } as never)
  tag.end()
  return tag
}

/** What shows that words lead somewhere, on paper too, and not by colour: under the line, across what hangs below it. */
export function drawUnderlines(pdf: TaggedPdf, strokes: readonly Stroke[]): void {
  for (const stroke of strokes) {
    const { left, right } = boxOf(stroke)
    pdf.rect(left, round(stroke.y + 0.13 * stroke.size), round(right - left), round(0.05 * stroke.size))
  }
  pdf.fill()
}

function boxOf({ piece: { text, font }, size, x, y }: Stroke): Box {
  return {
    left: round(x),
    top: round(y - ABOVE * size),
    right: round(x + font.widthOf(text.trimEnd(), size)),
    bottom: round(y + BELOW * size),
  }
}

function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  }
}

/** In the order that readers expect: both corners above, then both below, measured from the foot of the page. */
function cornersOf({ page }: TaggedPdf, { left, top, right, bottom }: Box): number[] {
  const [above, below] = [page.height - top, page.height - bottom].map(round)
  return [left, above ?? 0, right, above ?? 0, left, below ?? 0, right, below ?? 0]
}

function round(points: number): number {
  return Math.round(points * 100) / 100
}
