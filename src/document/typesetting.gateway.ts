import { type Face, type Run, runsOf } from './fonts.gateway.js'
import { kept } from './kept.js'
import { type Inline } from './sheet.js'

export interface Style {
  face?: Face
  size: number
  leading: number
}

/** Words of one font on one line, `x` from the left edge of their block, in points. */
export interface Piece extends Run {
  italian: boolean
  x: number
}

/** Lines that are broken already: where each word stands is known before it is drawn. */
export interface SetText {
  lines: Piece[][]
  size: number
  leading: number
  height: number
  /** The width of the longest line. */
  width: number
}

/** Between words that belong on one line: drawn, and read aloud, as a plain space. */
const GLUE = '\u00a0'

/** Words that stay together on one line: a telephone number, a name and its initial. */
export function glued(text: string): string {
  return text.replaceAll(' ', GLUE)
}

/**
 * Breaks a text into as few lines as `width` allows, and then as even as these can be. A word too wide for a line (an
 * address, mostly) is broken at its dots and hyphens, and where it must if that is not enough.
 */
export function setText(text: string | Inline, width: number, style: Style): SetText {
  // Codes are drawn once and not remembered.
  if (style.face === 'mono') return brokenText(text, width, style)
  const { face = '', size, leading } = style
  return rememberedText(
    `${[width, face, size, leading].join(' ')} ${JSON.stringify(text)}`,
    text,
    width,
    style,
  )
}

/** Texts that are the same on every sheet are broken once. */
const TEXTS_KEPT = 1000
const rememberedText = kept(TEXTS_KEPT, (_: string, text: string | Inline, width: number, style: Style) =>
  brokenText(text, width, style),
)

function brokenText(text: string | Inline, width: number, style: Style): SetText {
  const { size, leading } = style
  const chunks = chunksOf(text, width, style)
  const lines = breakLines(chunks, width)
  let even = lines
  for (let [enough, short] = [width, width / 2]; lines.length > 1 && enough - short > 4;) {
    const middle = (enough + short) / 2
    const tried = breakLines(chunks, middle)
    if (tried.length > lines.length || tried.some((line) => endOf(line) > middle)) short = middle
    else [enough, even] = [middle, tried]
  }
  return {
    lines: even.map(piecesOf),
    size,
    leading,
    height: lines.length * leading,
    width: Math.max(0, ...even.map(endOf)),
  }
}

/** Sets sentences one below the other, each on lines of its own: easier to read for who reads with effort. */
export function setSentences(sentences: readonly (string | Inline)[], width: number, style: Style): SetText {
  const sets = sentences.map((sentence) => setText(sentence, width, style))
  return {
    lines: sets.flatMap(({ lines }) => lines),
    size: style.size,
    leading: style.leading,
    height: sets.reduce((sum, { height }) => sum + height, 0),
    width: Math.max(0, ...sets.map((set) => set.width)),
  }
}

/** Sets a text in the first of some styles in which it keeps to `lines` lines, or else in the last. */
export function fitText(
  text: string | Inline,
  width: number,
  lines: number,
  styles: readonly Style[],
  set = setText,
): SetText {
  for (const style of styles.slice(0, -1)) {
    const tried = set(text, width, style)
    if (tried.lines.length <= lines) return tried
  }
  return set(text, width, styles.at(-1) ?? { size: 10, leading: 13 })
}

/** Fits a name; where even the last style is too large, what does not fit is cut with an ellipsis. */
export function fitName(name: string, width: number, lines: number, styles: readonly Style[]): SetText {
  let set = fitText(name, width, lines, styles, brokenText)
  for (let letters = [...name]; set.lines.length > lines; letters = letters.slice(0, -1)) {
    set = fitText(`${letters.join('').trimEnd()}…`, width, lines, styles, brokenText)
  }
  return set
}

type Part = Omit<Piece, 'x'>

/** What is never broken: a word with the space after it, or a part of one. */
interface Chunk extends Part {
  /** With the space at its end, and without: nobody sees a space at the end of a line. */
  advance: number
  visible: number
  /** A line may end after it. */
  ends: boolean
}

function chunksOf(text: string | Inline, width: number, { face = 'regular', size }: Style): Chunk[] {
  const chunks: Chunk[] = []
  for (const inline of typeof text === 'string' ? [text] : text) {
    const said = saidOf(inline, face)
    for (const word of said.text.match(/[^ ]* |[^ ]+$/g) ?? []) {
      chunks.push(...wordOf(word, said, width, size))
    }
  }
  return chunks
}

interface Said {
  text: string
  face: Face
  italian: boolean
}

/**
 * A word in as many chunks as fonts draw it, or, where it is wider than a line, as it takes to break it. A sign at its end
 * (the dot of an initial, a comma) stays on the line of the letter before it, whatever fonts draw the two.
 */
function wordOf(word: string, { face, italian }: Said, width: number, size: number): Chunk[] {
  const plain = word.replaceAll(GLUE, ' ')
  const whole = runsOf(plain, face).map((run) => chunkOf({ ...run, italian }, size, false))
  const ends = word.endsWith(' ')
  if (endOf(whole) <= width) return endingAs(whole, ends)
  const sign = /(?<=[^ ])[^\p{L}\p{N}\p{M} ] ?$/u.exec(plain)?.[0] ?? ''
  const signs = runsOf(sign, face).map((run) => chunkOf({ ...run, italian }, size, false))
  const parts = runsOf(plain.slice(0, plain.length - sign.length), face).flatMap((run) =>
    brokenChunk(chunkOf({ ...run, italian }, size, false), width - endOf(signs), size),
  )
  return endingAs([...endingAs(parts, signs.length === 0), ...signs], ends)
}

/** What follows a word without a space, a comma for instance, stays with its end. */
function endingAs(chunks: readonly Chunk[], ends: boolean): Chunk[] {
  return chunks.map((chunk, place) => (place === chunks.length - 1 ? { ...chunk, ends } : chunk))
}

function brokenChunk(chunk: Chunk, width: number, size: number): Chunk[] {
  return chunk.text.split(/(?=[./])|(?<=-)/).flatMap((text) => {
    const part = chunkOf({ ...chunk, text }, size, true)
    if (part.visible <= width) return [part]
    return (text.match(/\P{M}\p{M}*|\p{M}+/gsu) ?? []).map((letter) =>
      chunkOf({ ...chunk, text: letter }, size, true),
    )
  })
}

function chunkOf({ text, font, italian }: Part, size: number, ends: boolean): Chunk {
  const advance = font.widthOf(text, size)
  return {
    text,
    font,
    italian,
    advance,
    visible: text.endsWith(' ') ? font.widthOf(text.trimEnd(), size) : advance,
    ends,
  }
}

function saidOf(inline: Inline[number], face: Face): Said {
  if (typeof inline === 'string') return { text: inline, face, italian: false }
  if ('strong' in inline) return { text: inline.strong, face: 'semibold', italian: false }
  return { text: inline.italian, face, italian: true }
}

function breakLines(chunks: readonly Chunk[], width: number): Chunk[][] {
  const lines: Chunk[][] = []
  for (let start = 0; start < chunks.length;) {
    let end = start
    let filled = 0
    for (let next = start; next < chunks.length; next++) {
      const chunk = chunks[next]
      if (!chunk || (end > start && filled + chunk.visible > width)) break
      filled += chunk.advance
      if (chunk.ends || next === chunks.length - 1) end = next + 1
    }
    lines.push(chunks.slice(start, end))
    start = end
  }
  return lines
}

function endOf(line: readonly Chunk[]): number {
  return line.reduce(
    (end, chunk, place) => end + (place === line.length - 1 ? chunk.visible : chunk.advance),
    0,
  )
}

function piecesOf(line: readonly Chunk[]): Piece[] {
  const pieces: Piece[] = []
  let x = 0
  for (const { text, font, italian, advance } of line) {
    const last = pieces.at(-1)
    if (last?.font === font && last.italian === italian) last.text += text
    else pieces.push({ text, font, italian, x })
    x += advance
  }
  return pieces
}
