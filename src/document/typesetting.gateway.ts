import { kept } from './kept.js'
import {
  breakLines,
  chunksOf,
  endOf,
  GLUE,
  type Piece,
  piecesOf,
  type Style,
  TORN,
} from './line-breaking.gateway.js'
import { ellipsed, type Inline } from './sheet.js'

/** Lines that are broken already: where each word stands is known before it is drawn. */
export interface SetText {
  lines: Piece[][]
  size: number
  leading: number
  height: number
  /** The width of the longest line. */
  width: number
  /** The worst that its breaks do: nothing, take from each other what belongs together (1), tear words (2). */
  torn: number
}

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
    torn: Math.max(0, ...even.slice(0, -1).map((line) => TORN[line.at(-1)?.ends ?? 'word'])),
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
    torn: Math.max(0, ...sets.map((set) => set.torn)),
  }
}

/** Sets a text in the first of some styles in which it keeps to `lines` lines, or else in the last. */
export function fitText(
  text: string | Inline,
  width: number,
  lines: number,
  styles: readonly Style[],
): SetText {
  for (const style of styles.slice(0, -1)) {
    const tried = setText(text, width, style)
    if (tried.lines.length <= lines) return tried
  }
  return setText(text, width, styles.at(-1) ?? { size: 10, leading: 13 })
}

/**
 * Sets a name in the first of some styles in which it keeps to `lines` lines and no word of it is torn, or else in the
 * first in which it keeps to them; nothing, where it does in none.
 */
export function settleName(
  name: string,
  width: number,
  lines: number,
  styles: readonly Style[],
): SetText | undefined {
  let least: SetText | undefined
  for (const style of styles) {
    const set = brokenText(name, width, style)
    if (set.lines.length > lines) continue
    if (set.torn === 0) return set
    if (!least || set.torn < least.torn) least = set
  }
  return least
}

/** Sets a name; what does not fit is cut with an ellipsis. */
export function cutName(name: string, width: number, lines: number, style: Style): SetText {
  let set = brokenText(name, width, style)
  for (let letters = [...name]; set.lines.length > lines; letters = letters.slice(0, -1)) {
    set = brokenText(ellipsed(letters.join('')), width, style)
  }
  return set
}
