/** A line, numbered from 1. */
export interface Line {
  line: number
  text: string
  /** Why it is not text: then `text` holds its first bytes as they came, one character each. */
  unreadable?: 'notUtf8' | 'tooLong'
}

/** A longer line is not kept in memory: no line of the feed comes near. */
export const LONGEST_LINE = 1_048_576
/** How much of an unreadable line is kept. */
const HEAD = 4096
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/**
 * The lines of a stream of bytes; flat memory, whatever the length. A byte order mark and CR LF are dropped.
 * `advanced` is told how many bytes were read.
 */
export async function* linesIn(
  input: AsyncIterable<Buffer>,
  advanced: (bytes: number) => void = () => undefined,
): AsyncGenerator<Line> {
  const open = new OpenLine()
  let line = 0
  for await (const bytes of input) {
    let start = 0
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      open.add(bytes.subarray(start, end))
      yield { line: ++line, ...open.close() }
      start = end + 1
    }
    open.add(bytes.subarray(start))
    advanced(bytes.length)
  }
  if (open.length > 0) yield { line: ++line, ...open.close() }
}

/** The line whose end has not been seen yet. */
class OpenLine {
  length = 0
  private parts: Buffer[] = []
  // The byte order mark is dropped at the start of any line: files are often glued together.
  private readonly decoder = new TextDecoder('utf-8', { fatal: true })

  add(part: Buffer): void {
    const kept = LONGEST_LINE - this.length
    this.length += part.length
    if (kept > 0 && part.length > 0) this.parts.push(part.subarray(0, kept))
  }

  close(): Omit<Line, 'line'> {
    const [first] = this.parts
    const bytes = this.parts.length === 1 && first ? first : Buffer.concat(this.parts)
    const tooLong = this.length > LONGEST_LINE
    this.parts = []
    this.length = 0
    return tooLong ? { text: headOf(bytes), unreadable: 'tooLong' } : this.decode(bytes)
  }

  private decode(bytes: Buffer): Omit<Line, 'line'> {
    const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length
    try {
      return { text: this.decoder.decode(bytes.subarray(0, end)) }
    } catch {
      return { text: headOf(bytes), unreadable: 'notUtf8' }
    }
  }
}

function headOf(bytes: Buffer): string {
  return bytes.toString('latin1', 0, HEAD)
}
