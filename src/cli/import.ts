import { type ImportReport, type ImportSource } from '../registry/recording/import-feed.js'
import { type NumberedLine } from '../registry/reading/prepare-line.js'
import { type FeedCount } from '../registry/recording/record-feed.js'
import { readArguments } from './arguments.js'
import { batchFilesOf } from './batch-files.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { type BatchDoor, importBatch } from './import-batch.js'
import { importFolder } from './import-folder.js'
import { sha256Of } from './file-digest.js'
import { reportAbove } from './import-report.js'
import { sizeOf, whatIs } from './input-file.js'
import { linesOf } from './lines.js'
import { progressBar } from './progress-bar.js'

export const help = `attesta import FILE|-|FOLDER [--watch]

Reads the feed of the registry: one event a line (newline-delimited JSON, UTF-8), from a file or standard input, plain or
compressed (gzip; zstd from Node.js 22.15 on). Where FILE.manifest.json and FILE.manifest.jws lie beside the file it is a
signed batch: it is verified whole before any of it is applied. Of a folder the signed batches are taken in, in their order; with --watch
it goes on until stopped. Without a signature nothing is taken in production (docs/feed-batches.md).

Prints how many lines were applied, repeated, are waiting or were refused; one refusal a line. Refused lines are kept in
quarantine (attesta feed quarantine). The exit code is 1 where a line was refused.

Lines are recorded in batches, each whole or not at all. After an interruption give the same file again: the import goes
on where it stopped. What is recorded already and comes again counts as repeated.`

export interface FeedDoor extends BatchDoor {
  importFeed: (
    lines: AsyncIterable<NumberedLine>,
    report: ImportReport,
    source?: ImportSource,
  ) => Promise<FeedCount>
  /** Whether a feed that nobody signed is taken. */
  unsigned: boolean
}

/** `attesta import`: flat memory, whatever the length. */
export async function importCommand(args: string[], terminal: Terminal, door: FeedDoor): Promise<number> {
  const { positionals, values } = readArguments('import', {
    args,
    allowPositionals: true,
    options: { watch: { type: 'boolean', default: false } },
  })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new Usage('import: name one file or folder, or "-"')
  const found = whatIs(file, 'import')
  if (found.kind === 'folder')
    return stoppable((stop) => importFolder(file, terminal, door, { watch: values.watch, stop }))
  if (values.watch) throw new Usage('import: --watch is for a folder')
  const batch = file === '-' ? { kind: 'unsigned' as const } : batchFilesOf(file)
  switch (batch.kind) {
    case 'signed':
      return importBatch({ file, size: sizeOf(found) ?? 0, signed: batch.signed }, terminal, door)
    case 'incomplete':
      say(
        terminal.stderr,
        `attesta: the batch is not complete, and not taken: ${batch.missing} is missing or not one`,
      )
      return EXIT.refused
    case 'unsigned':
      return importUnsigned({ file, size: sizeOf(found) }, terminal, door)
  }
}

/** A feed that nobody signed: for development and demo. */
async function importUnsigned(
  { file, size }: { file: string; size: number | undefined },
  terminal: Terminal,
  door: FeedDoor,
): Promise<number> {
  if (!door.unsigned) {
    say(terminal.stderr, 'attesta: nobody signed this feed: in production only signed batches are taken in')
    return EXIT.refused
  }
  say(terminal.stderr, 'attesta: nobody signed this feed: it is taken in because this is not production')
  const bar = progressBar(terminal, door.clock, size)
  // What cannot be read a second time, as a pipe, is not known again: its lines then count as repeated.
  const source = size === undefined ? undefined : { sha256: await sha256Of(file) }
  const count = await door
    .importFeed(linesOf(file, terminal.stdin, bar.bytesRead), reportAbove(bar, 'file'), source)
    .finally(bar.clear)
  say(terminal.stdout, terminal.isTty ? sentence(count) : JSON.stringify(count))
  return count.refused === 0 ? EXIT.done : EXIT.refused
}

/** The first signal lets the batch under way end; the second ends the process. */
async function stoppable(work: (stop: AbortSignal) => Promise<number>): Promise<number> {
  const stopping = new AbortController()
  const abort = () => {
    for (const signal of SIGNALS) process.off(signal, abort)
    stopping.abort()
  }
  for (const signal of SIGNALS) process.on(signal, abort)
  try {
    return await work(stopping.signal)
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

function sentence({ applied, repeated, waiting, refused }: FeedCount): string {
  const counts = `applied ${String(applied)}, repeated ${String(repeated)}, waiting ${String(waiting)}, refused ${String(refused)}`
  const hints = [
    ...(waiting > 0 ? ['what waits, and for what: attesta feed waiting'] : []),
    ...(refused > 0 ? ['refused lines are kept: attesta feed quarantine'] : []),
  ]
  return [counts, ...hints].join('\n')
}
