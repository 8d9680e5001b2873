import { type Face, type Run, runsOf } from './fonts.gateway.js'
import { type LinkName } from './sheet-links.js'
import { type Inline } from './sheet.js'

export interface Style {
  face?: Face
  size: number
  leading: number
}

/** Words of one font on one line, `x` from the left edge of their block, in points. */
export interface Piece extends Run {
  italian: boolean
  link: LinkName | undefined
  x: number
}

/** Between words that belong on one line: drawn, and read aloud, as a plain space. */
export const GLUE = '\u00a0'

type Part = Omit<Piece, 'x'>

/** Between words, between words that belong on one line, between letters. */
type Break = keyof typeof TORN
export const TORN = { word: 0, glue: 1, letter: 2 }

/** What is never broken: a word with the space after it, or a part of one. */
export interface Chunk extends Part {
  /** With the space at its end, and without: nobody sees a space at the end of a line. */
  advance: number
  visible: number
  /** Where a line may end after it, what that breaks. */
  ends: Break | undefined
}

export function chunksOf(text: string | Inline, width: number, { face = 'regular', size }: Style): Chunk[] {
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
  link: LinkName | undefined
}

/**
 * A word in as many chunks as fonts draw it, or, where it is wider than a line, as it takes to break it. A sign at its end
 * (the dot of an initial, a comma) stays on the line of the letter before it, whatever fonts draw the two.
 */
function wordOf(word: string, { face, italian, link }: Said, width: number, size: number): Chunk[] {
  const set = (text: string, ends: Break | undefined): Chunk[] => {
    const runs = runsOf(text.replaceAll(GLUE, ' '), face)
    // What follows a word without a space, a comma for instance, stays with its end.
    return runs.map((run, place) =>
      chunkOf({ ...run, italian, link }, size, place === runs.length - 1 ? ends : undefined),
    )
  }
  const ends: Break | undefined = word.endsWith(' ') ? 'word' : undefined
  const whole = set(word, ends)
  if (endOf(whole) <= width) return whole
  const sign = /(?<=[^ ])[^\p{L}\p{N}\p{M} ] ?$/u.exec(word)?.[0] ?? ''
  const parts = word.slice(0, word.length - sign.length).split(/(?<=[\u00a0-])|(?=[./])/)
  return parts.flatMap((part, place) => {
    const isLast = place === parts.length - 1
    const after = isLast ? sign : ''
    const closes = isLast ? ends : part.endsWith(GLUE) ? 'glue' : 'word'
    const fitting = set(part + after, closes)
    if (endOf(fitting) <= width) return fitting
    const letters = part.match(/\P{M}\p{M}*[ \u00a0]?|\p{M}+/gsu) ?? []
    return letters.flatMap((letter, at) =>
      at === letters.length - 1 ? set(letter + after, closes) : set(letter, 'letter'),
    )
  })
}

function chunkOf({ text, font, italian, link }: Part, size: number, ends: Break | undefined): Chunk {
  const advance = font.widthOf(text, size)
  return {
    text,
    font,
    italian,
    link,
    advance,
    visible: text.endsWith(' ') ? font.widthOf(text.trimEnd(), size) : advance,
    ends,
  }
}

function saidOf(inline: Inline[number], face: Face): Said {
  const plain = { face, italian: false, link: undefined }
  if (typeof inline === 'string') return { ...plain, text: inline }
  if ('strong' in inline) return { ...plain, text: inline.strong, face: 'semibold' }
  if ('italian' in inline) return { ...plain, text: inline.italian, italian: true }
  const { text, link, weight } = inline
  return { ...plain, text, link, face: weight === 'strong' ? 'semibold' : face }
}

export function breakLines(chunks: readonly Chunk[], width: number): Chunk[][] {
  const lines: Chunk[][] = []
  for (let start = 0; start < chunks.length;) {
    let end = start
    let filled = 0
    for (let next = start; next < chunks.length; next++) {
      const chunk = chunks[next]
      if (!chunk || (end > start && filled + chunk.visible > width)) break
      filled += chunk.advance
      if (chunk.ends !== undefined || next === chunks.length - 1) end = next + 1
    }
    lines.push(chunks.slice(start, end))
    start = end
  }
  return lines
}

export function endOf(line: readonly Chunk[]): number {
  return line.reduce(
    (end, chunk, place) => end + (place === line.length - 1 ? chunk.visible : chunk.advance),
    0,
  )
}

export function piecesOf(line: readonly Chunk[]): Piece[] {
  const pieces: Piece[] = []
  let x = 0
  for (const { text, font, italian, link, advance } of line) {
    const last = pieces.at(-1)
    if (last?.font === font && last.italian === italian && last.link === link) last.text += text
    else pieces.push({ text, font, italian, link, x })
    x += advance
  }
  return pieces
}
