import { type Clock } from '../kernel/clock.js'
import { type CompareCount, type CompareReport } from '../registry/comparison/compare-registry.js'
import { type Difference } from '../registry/comparison/compare-sorted.js'
import { type NumberedLine } from '../registry/reading/prepare-line.js'
import { readArguments } from './arguments.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import { sizeOf, whatIs } from './input-file.js'
import { linesOf } from './lines.js'
import { progressBar } from './progress-bar.js'

export const help = `attesta registry compare SNAPSHOT|-

Compares the institution's full list of acts in force (newline-delimited JSON, one act a line: docs/runbook.md,
"Reconciliation") with the acts in force here. Tells, one difference a line, without anything personal:

  missing     a line of the list that is not in force here
  unknown     an act in force here that the list has not: the id of the event that recorded it
  different   a line, the event, and the fields in which they differ
  repeated    a line whose protocollo stands in the list before

Lines that cannot be read are told on standard error: line, field, reason. The counts come last. Prints JSON lines where
the output is no terminal. The exit code is 0 where both are equal and every line was read, else 1.

Sorts in files of TMPDIR that hold keyed look-up codes only, about 120 bytes an act of each side.`

export interface RegistryDesk {
  compareRegistry: (lines: AsyncIterable<NumberedLine>, report: CompareReport) => Promise<CompareCount>
  clock: Clock
}

/** `attesta registry compare`: flat memory, whatever the length of either list. */
export async function registryCommand(
  args: string[],
  terminal: Terminal,
  desk: RegistryDesk,
): Promise<number> {
  const { positionals } = readArguments('registry', { args, allowPositionals: true, options: {} })
  const [action, file, ...others] = positionals
  if (action !== 'compare' || file === undefined || others.length > 0)
    throw new Usage('registry: say compare, and one file or "-"')
  const found = whatIs(file, 'registry compare')
  if (found.kind === 'folder') throw new Usage(`registry compare: ${file} is a folder`)
  const bars = {
    lines: progressBar(terminal, desk.clock, sizeOf(found)),
    acts: progressBar(terminal, desk.clock, undefined, 'acts in force here'),
  }
  const count = await desk
    .compareRegistry(linesOf(file, terminal.stdin, bars.lines.bytesRead), {
      refused: ({ line, field, reason }) => {
        bars.lines.above(`line ${String(line)}: ${field}: ${reason}`)
      },
      differs: (difference) => {
        bars.acts.clear()
        say(terminal.stdout, terminal.isTty ? inWords(difference) : JSON.stringify(difference))
      },
      advanced: (of, more) => {
        bars[of].linesRecorded(more)
      },
    })
    .finally(bars.acts.clear)
  say(terminal.stdout, terminal.isTty ? sum(count) : JSON.stringify({ kind: 'summary', ...count }))
  const { equal: _equal, ...wrong } = count
  return Object.values(wrong).every((number) => number === 0) ? EXIT.done : EXIT.refused
}

function inWords(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return `line ${String(difference.line)}: not in force here`
    case 'unknown':
      return `event ${difference.event}: in force here, not in the list`
    case 'different':
      return `line ${String(difference.line)}, event ${difference.event}: different in ${difference.fields.join(', ')}`
    case 'repeated':
      return `line ${String(difference.line)}: its protocollo stands in the list before`
  }
}

function sum({ equal, missing, unknown, different, repeated, refused }: CompareCount): string {
  const parts = { equal, missing, unknown, different, repeated, refused }
  return Object.entries(parts)
    .map(([name, number]) => `${name} ${String(number)}`)
    .join(', ')
}
