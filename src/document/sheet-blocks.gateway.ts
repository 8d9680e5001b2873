import { CAPITAL } from './fonts.gateway.js'
import { type Style } from './line-breaking.gateway.js'
import { type Block } from './sheet-content.js'
import { type Pdf, type Placed, type PlacedQr, say, type Section, tellQr } from './sheet-drawings.gateway.js'
import { type Look } from './sheet-looks.gateway.js'
import { type Inline } from './sheet.js'
import { cutName, glued, setSentences, setText, type SetText, settleName } from './typesetting.gateway.js'

export interface Tools {
  pdf: Pdf
  qr: PlacedQr
  look: Look
}

/** A block that knows its height: from the top of its first capitals to its last baseline. */
export interface Laid {
  height: number
  tell: (section: Section, x: number, top: number) => void
}

/** Lays blocks out one below the other. */
export function layStack(tools: Tools, blocks: readonly Block[], width: number): Laid {
  const placed: { laid: Laid; y: number }[] = []
  let height = 0
  for (const [place, block] of blocks.entries()) {
    const before = blocks[place - 1]
    if (before) height += gapBetween(tools.look, before, block)
    const laid = layBlock(tools, block, width)
    placed.push({ laid, y: height })
    height += laid.height
  }
  return {
    height,
    tell: (section, x, top) => {
      for (const { laid, y } of placed) laid.tell(section, x, top + y)
    },
  }
}

function gapBetween({ gap }: Look, before: Block, after: Block): number {
  if (before.kind === 'title' || before.kind === 'name') return gap.title
  if (before.kind === 'code' || after.kind === 'code') return gap.code
  if (before.kind === 'heading' || before.kind === 'label') return gap.heading
  return after.kind === 'lines' && after.weight === 'strong' ? gap.near : gap.paragraph
}

export function layBlock(tools: Tools, block: Block, width: number): Laid {
  const { pdf, qr, look } = tools
  switch (block.kind) {
    case 'title':
      return layName(tools, block, width, 'H1')
    case 'name':
      return layName(tools, block, width, 'P')
    case 'heading':
      return layText(pdf, 'H2', setText(block.text, width, look.heading))
    case 'label':
      return layText(pdf, 'P', setText(block.text, width, look.heading))
    case 'lines':
      return layText(pdf, 'P', setLines(block.lines, width, stylesOf(look, block.weight)))
    case 'steps':
      return laySteps(tools, block.steps, width)
    case 'qr':
      return {
        height: look.qrSide,
        tell: (section, x, y) => {
          tellQr(pdf, section, qr, { x, y, side: look.qrSide }, block.alt)
        },
      }
    case 'code':
      return layCode(tools, block.groups, width)
  }
}

function stylesOf({ bodies, note }: Look, weight?: 'strong' | 'note'): readonly Style[] {
  if (weight === 'note') return [note]
  return weight === 'strong' ? bodies.map((style) => ({ ...style, face: 'semibold' as const })) : bodies
}

/** "QR of" and the name on lines of their own. */
function layName(
  { pdf, look }: Tools,
  { start, name }: { start: string; name: string },
  width: number,
  tag: 'H1' | 'P',
): Laid {
  const set = setName(look, gluedInitial(name), width)
  const first = setText(start, width, { ...set, face: 'semibold' })
  const capitals = CAPITAL * set.size
  return {
    height: capitals + set.height,
    tell: (section, x, top) => {
      const y = top + capitals
      say(pdf, section, tag, { text: first, x, y }, { text: set, x, y: y + set.leading })
    },
  }
}

function setName({ names, nameLines, mostLines }: Look, name: string, width: number): SetText {
  return (
    settleName(name, width, nameLines, names) ??
    cutName(name, width, mostLines, names.at(-1) ?? { size: 10, leading: 13 })
  )
}

/** The initial never stands alone on a line. */
function gluedInitial(name: string): string {
  return name.replace(/ \p{L}\.$/u, glued)
}

function layText(pdf: Pdf, tag: string, text: SetText): Laid {
  const capitals = CAPITAL * text.size
  return {
    height: capitals + text.height - text.leading,
    tell: (section, x, top) => {
      say(pdf, section, tag, { text, x, y: top + capitals })
    },
  }
}

const MOST_LINES = 3

function setLines(lines: readonly Inline[], width: number, styles: readonly Style[]): SetText {
  const fits = (style: Style) => lines.every((line) => setText(line, width, style).lines.length <= MOST_LINES)
  const style = styles.find(fits) ?? styles.at(-1)
  return setSentences(lines, width, style ?? { size: 10, leading: 13 })
}

/** A list with its numbers, each a label of its own (ISO 32000-1 §14.8.4.3.3). */
function laySteps({ pdf, look }: Tools, steps: readonly Inline[], width: number): Laid {
  const { gap, bodies } = look
  const indent = (bodies[0]?.size ?? 0) * 1.5
  const laid = steps.map((step, place) => ({
    label: layText(pdf, 'Lbl', setLines([[{ strong: `${String(place + 1)}. ` }]], width, bodies)),
    body: layText(pdf, 'LBody', setLines([step], width - indent, bodies)),
  }))
  return {
    height: laid.reduce((sum, { body }) => sum + body.height, 0) + gap.step * (laid.length - 1),
    tell: (section, x, top) => {
      const list = numberedList(pdf)
      section.add(list)
      let y = top
      for (const { label, body } of laid) {
        const item = pdf.struct('LI')
        list.add(item)
        label.tell(item, x, y)
        body.tell(item, x + indent, y)
        y += body.height + gap.step
      }
    },
  }
}

/** A list whose labels are numbers must say so (ISO 14289-1 §7.6); the library knows no attribute for it. */
function numberedList(pdf: Pdf): Section {
  const list = pdf.struct('L')
  const { data } = (list as unknown as { dictionary: { data: Record<string, unknown> } }).dictionary
  data.A = { O: 'List', ListNumbering: 'Decimal' }
  return list
}

/** The groups of the code, each a word by itself. */
function layCode({ pdf, look }: Tools, groups: readonly string[], width: number): Laid {
  const { code, codeRow } = look
  const set = groups.map((group) => setText(`${group} `, width, code))
  const word = Math.max(...set.map((group) => group.width))
  // All letters of this face are equally wide: a quarter of a group is a space.
  const step = codeRow.spread ? (width - word) / (codeRow.groups - 1) : word * 1.25
  const capitals = CAPITAL * code.size
  const rows = Math.ceil(groups.length / codeRow.groups)
  return {
    height: capitals + (rows - 1) * code.leading,
    tell: (section, x, top) => {
      const placed: Placed[] = set.map((text, place) => ({
        text,
        x: x + (place % codeRow.groups) * step,
        y: top + capitals + Math.floor(place / codeRow.groups) * code.leading,
      }))
      say(pdf, section, 'P', ...placed)
    },
  }
}
