import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type BatchOutcome, type FeedCount, type NumberedLine } from '../registry/record-feed.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { linesOf } from './lines.js'

export const help = `attesta import FILE|-

Reads the feed of the registry: one event a line (newline-delimited JSON, UTF-8), from a file or standard input.
Prints how many were applied, repeated, waiting and refused; one refusal a line. Refused lines are kept in quarantine.
The exit code is 1 where a line was refused.`

/** Lines a transaction: large enough to spread its cost, small enough to lose little and to let others in. */
const BATCH = 1000

export interface FeedDoor {
  recordFeed: (lines: NumberedLine[]) => Promise<BatchOutcome>
}

/** `attesta import`: flat memory, whatever the length. */
export async function importCommand(args: string[], terminal: Terminal, door: FeedDoor): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new Usage('import: name one file, or "-"')
  const progress = progressOf(file, terminal)
  const total: FeedCount = { applied: 0, repeated: 0, waiting: 0, refused: 0 }
  try {
    for await (const lines of batchesOf(linesOf(file, terminal.stdin))) {
      const { refusals, ...counts } = await door.recordFeed(lines)
      for (const name of ['applied', 'repeated', 'waiting', 'refused'] as const) total[name] += counts[name]
      for (const { line, field, reason } of refusals)
        say(terminal.stderr, `line ${String(line)}: ${field}: ${reason}`)
      progress.advance(lines)
    }
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES')
      throw new Usage(`import: ${file} cannot be read`)
    throw error
  } finally {
    progress.end()
  }
  say(terminal.stdout, terminal.isTty ? sentence(total) : JSON.stringify(total))
  return total.refused === 0 ? EXIT.done : EXIT.refused
}

async function* batchesOf(lines: AsyncIterable<NumberedLine>): AsyncGenerator<NumberedLine[]> {
  let batch: NumberedLine[] = []
  for await (const line of lines) {
    if (line.text.trim() === '') continue
    batch.push(line)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function sentence({ applied, repeated, waiting, refused }: FeedCount): string {
  return `applied ${String(applied)}, repeated ${String(repeated)}, waiting ${String(waiting)}, refused ${String(refused)}`
}

/** A bar on a terminal: how much of the file, how many lines. Nothing elsewhere. */
function progressOf(file: string, { stderr, isTty }: Terminal) {
  const size = file === '-' ? 0 : sizeOf(file)
  let bytes = 0
  let lines = 0
  const draw = () => {
    const share = size === 0 ? 0 : Math.min(1, bytes / size)
    const bar =
      size === 0
        ? ''
        : `[${'#'.repeat(Math.round(share * 30)).padEnd(30, '.')}] ${String(Math.round(share * 100))} % `
    stderr.write(`\r${bar}${String(lines)} lines`)
  }
  return {
    advance: (done: NumberedLine[]) => {
      if (!isTty) return
      for (const { text } of done) bytes += Buffer.byteLength(text) + 1
      lines += done.length
      draw()
    },
    end: () => {
      if (isTty) stderr.write('\r\x1b[K')
    },
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
