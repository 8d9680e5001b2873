import { accessSync, constants, statSync } from 'node:fs'
import { type Clock } from '../kernel/clock.js'
import { type ImportReport, type ImportSource } from '../registry/import-feed.js'
import { type NumberedLine } from '../registry/prepare-line.js'
import { type FeedCount } from '../registry/record-feed.js'
import { readArguments } from './arguments.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { sha256Of } from './file-digest.js'
import { linesOf } from './lines.js'
import { progressBar } from './progress-bar.js'

export const help = `attesta import FILE|-

Reads the feed of the registry: one event a line (newline-delimited JSON, UTF-8), from a file or standard input.
Prints how many lines were applied, repeated, are waiting or were refused; one refusal a line. Refused lines are kept in
quarantine (attesta feed quarantine). The exit code is 1 where a line was refused.

Lines are recorded in batches, each whole or not at all. After an interruption give the same file again: the import goes
on where it stopped. What is recorded already and comes again counts as repeated.`

export interface FeedDoor {
  importFeed: (
    lines: AsyncIterable<NumberedLine>,
    report: ImportReport,
    source?: ImportSource,
  ) => Promise<FeedCount>
  clock: Clock
}

/** `attesta import`: flat memory, whatever the length. */
export async function importCommand(args: string[], terminal: Terminal, door: FeedDoor): Promise<number> {
  const { positionals } = readArguments('import', { args, allowPositionals: true, options: {} })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new Usage('import: name one file, or "-"')
  const size = file === '-' ? undefined : sizeOf(file)
  const bar = progressBar(terminal, door.clock, size)
  const report: ImportReport = {
    refused: ({ line, field, reason }) => {
      bar.above(`line ${String(line)}: ${field}: ${reason}`)
    },
    released: (line) => {
      bar.above(`line ${String(line)}: recorded after all, with what came later`)
    },
    resumed: (lines) => {
      bar.above(`goes on after line ${String(lines)}: an earlier import of this file was interrupted`)
    },
    advanced: bar.linesRecorded,
  }
  // What cannot be read a second time, as a pipe, is not known again: its lines then count as repeated.
  const source = size === undefined ? undefined : { sha256: await sha256Of(file) }
  const count = await door
    .importFeed(linesOf(file, terminal.stdin, bar.bytesRead), report, source)
    .finally(bar.clear)
  say(terminal.stdout, terminal.isTty ? sentence(count) : JSON.stringify(count))
  return count.refused === 0 ? EXIT.done : EXIT.refused
}

/** How long a file is, where that can be known: a pipe has a name, too. */
function sizeOf(file: string): number | undefined {
  try {
    accessSync(file, constants.R_OK)
    const found = statSync(file)
    if (found.isDirectory()) throw new Usage(`import: ${file} is a folder`)
    return found.isFile() ? found.size : undefined
  } catch (error) {
    throw error instanceof Usage ? error : new Usage(`import: ${file} cannot be read`)
  }
}

function sentence({ applied, repeated, waiting, refused }: FeedCount): string {
  const counts = `applied ${String(applied)}, repeated ${String(repeated)}, waiting ${String(waiting)}, refused ${String(refused)}`
  const hints = [
    ...(waiting > 0 ? ['what waits, and for what: attesta feed waiting'] : []),
    ...(refused > 0 ? ['refused lines are kept: attesta feed quarantine'] : []),
  ]
  return [counts, ...hints].join('\n')
}
