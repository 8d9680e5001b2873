import { drawUnderlines, linkTag, type Stroke } from './link-tag.gateway.js'
import { QUIET_ZONE, qrOf, qrRuns } from './qr.gateway.js'
import { type TaggedPdf } from './tagged-pdf.gateway.js'
import { type SetText } from './typesetting.gateway.js'

export type Pdf = TaggedPdf

/** A part of the structure tree, to which others are added. */
export type Section = PDFKit.PDFStructureElement

/** Points of a length on paper. */
export function mm(millimetres: number): number {
  return (millimetres * 72) / 25.4
}

/** Lines that are broken already, and where the first one's baseline starts. */
export interface Placed {
  text: SetText
  x: number
  y: number
}

/** Writes a heading or a paragraph, in one place or more. Spaces at line ends stay, for who listens. */
export function say(pdf: Pdf, parent: Section, tag: string, ...placed: Placed[]): void {
  const strokes: Stroke[] = placed.flatMap(({ text, x, y }) =>
    text.lines.flatMap((line, number) =>
      line.map((piece) => ({ piece, size: text.size, x: x + piece.x, y: y + number * text.leading })),
    ),
  )
  const children: (PDFKit.PDFStructureElement | (() => void))[] = []
  const linked: Stroke[] = []
  for (let start = 0, end = 0; start < strokes.length; start = end) {
    const { italian = false, link } = strokes[start]?.piece ?? {}
    while (strokes[end]?.piece.italian === italian && strokes[end]?.piece.link === link) end++
    const run = strokes.slice(start, end)
    const draw = (): void => {
      for (const { piece, size, x, y } of run) pdf.fonts.draw(piece, size, x, y)
    }
    const target = link && pdf.links[link]
    if (target) {
      linked.push(...run)
      children.push(linkTag(pdf, target, run, draw))
      // The words of the law are Italian in every language: a voice must not read them as English.
    } else children.push(italian ? pdf.struct('Span', { lang: 'it' }, draw) : draw)
  }
  parent.add(pdf.struct(tag, {}, children))
  if (linked.length > 0) decoration(pdf, () => drawUnderlines(pdf, linked))
}

/** Draws what means nothing to a listener: screen readers pass over it (ISO 14289-1 §7.1). */
export function decoration(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.save()
  draw()
  pdf.restore()
  pdf.endMarkedContent()
}

/** A symbol drawn once in vectors and placed as often as wanted. */
export interface PlacedQr {
  /** The width of the white margin that must stay free around a symbol of this side. */
  quietZone: (side: number) => number
  place: (x: number, y: number, side: number) => void
}

/** Draws the QR as one path of whole modules in a form XObject: sharp at any size, and half the bytes of two drawings. */
export function drawQr(pdf: Pdf, text: string): PlacedQr {
  const modules = qrOf(text)
  const count = modules.length
  const form = pdf.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, count, count], Resources: {} })
  const rectangles = qrRuns(modules).map(
    ({ x, y, length }) => `${String(x)} ${String(y)} ${String(length)} 1 re`,
  )
  form.end(Buffer.from(['0 g', ...rectangles, 'f'].join('\n')))
  return {
    quietZone: (side) => (side * QUIET_ZONE) / count,
    place: (x, y, side) => {
      // Each page names the drawings that it uses.
      const forms = pdf.page.xobjects as Record<string, unknown>
      forms.Qr = form
      const scale = (side / count).toFixed(5)
      pdf.addContent(`q ${scale} 0 0 ${scale} ${x.toFixed(3)} ${y.toFixed(3)} cm /Qr Do Q`)
    },
  }
}

/** Places the QR, and what is said in its place. */
export function tellQr(
  pdf: Pdf,
  parent: Section,
  qr: PlacedQr,
  { x, y, side }: { x: number; y: number; side: number },
  alt: string,
): void {
  // The box is missing from the types: left, top, right, bottom.
  const told: PDFKit.Mixins.StructureElementOptions & { bbox: number[] } = {
    alt,
    bbox: [x, y, x + side, y + side],
  }
  parent.add(
    pdf.struct('Figure', told, () => {
      qr.place(x, y, side)
    }),
  )
}

/** The sign of the service: a box with its tick. */
export function drawLogo(pdf: Pdf, x: number, y: number, side: number): void {
  pdf.translate(x, y).scale(side / 32)
  pdf.lineWidth(4).path('M30 17v13H2V2h17').stroke()
  pdf.lineWidth(4.5).path('M9 14.5l6.5 6.5L30 5.5').stroke()
}

/** Scissors that open to the right. */
export function drawScissors(pdf: Pdf, x: number, y: number, side: number): void {
  pdf
    .translate(x, y)
    .scale(side / 24)
    .lineWidth(2)
    .lineCap('round')
  pdf.circle(5, 6, 3.2).stroke()
  pdf.circle(5, 18, 3.2).stroke()
  pdf.path('M7.7 7.9L22 18M7.7 16.1L22 6').stroke()
}

/** The card's outline to cut along, two corners cut off so that fingers find the side of the QR, and its fold. */
export function drawCutLines(
  pdf: Pdf,
  { x, y, width, height, corner }: { x: number; y: number; width: number; height: number; corner: number },
): void {
  const [right, bottom] = [x + width, y + height]
  pdf.lineWidth(0.8).dash(3.2, { space: 2.4 })
  pdf
    .moveTo(x + corner, y)
    .lineTo(right - corner, y)
    .lineTo(right, y + corner)
    .lineTo(right, bottom)
  pdf
    .lineTo(x, bottom)
    .lineTo(x, y + corner)
    .closePath()
    .stroke()
  pdf.lineWidth(0.6).dash(1, { space: 2.4 })
  pdf
    .moveTo(x + width / 2, y)
    .lineTo(x + width / 2, bottom)
    .stroke()
}
