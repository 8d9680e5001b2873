import { parseArgs } from 'node:util'
import { formatInstant } from '../kernel/instant.js'
import { type QuarantineEntry, type WaitingEvent } from '../registry/quarantine.js'
import { type ReplayOutcome } from '../registry/replay-quarantine.js'
import { EXIT, say, type Terminal, Usage } from './command.js'

export const help = `attesta feed waiting     recorded events that have no effect yet, and what each waits for
  --longer-than DAYS     only those received more than so many days ago; exit code 1 where there are some
attesta feed quarantine  refused lines: which field, and why
attesta feed replay [ID …]  tries them again, all or those named; exit code 1 where one is refused again

Nothing personal is printed. --json prints one object a line, as does output to another program.`

export interface FeedDesk {
  /** With a number of days: only what has waited longer. */
  listWaiting: (longerThan?: number) => AsyncIterable<WaitingEvent>
  listQuarantine: () => Promise<QuarantineEntry[]>
  replayQuarantine: (ids: string[]) => Promise<ReplayOutcome>
}

/** `attesta feed`: what waits, what was refused, and trying it again. */
export async function feedCommand(args: string[], terminal: Terminal, desk: FeedDesk): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, 'longer-than': { type: 'string' } },
  })
  const [action, ...ids] = positionals
  const print = printer(terminal, values.json || !terminal.isTty)
  const longerThan = readDays(values['longer-than'])
  if (longerThan !== undefined && action !== 'waiting')
    throw new Usage('feed: --longer-than belongs to feed waiting')
  if (action === 'waiting' && ids.length === 0) return printWaiting(desk, print, longerThan)
  if (action === 'quarantine' && ids.length === 0) return printQuarantine(desk, print)
  if (action === 'replay') return replay(readIds(ids), desk, terminal, print)
  throw new Usage('feed: say waiting, quarantine or replay [ID …]')
}

type Print = (row: Record<string, unknown>, sentence: string) => void

function printer({ stdout }: Terminal, asJson: boolean): Print {
  return (row, sentence) => {
    say(stdout, asJson ? JSON.stringify(row) : sentence)
  }
}

async function printWaiting(desk: FeedDesk, print: Print, longerThan?: number): Promise<number> {
  let count = 0
  for await (const { id, type, receivedAt, waitsFor } of desk.listWaiting(longerThan)) {
    count++
    const received = formatInstant(receivedAt)
    print(
      { id, type, receivedAt: received, waitsFor },
      `${id}  ${type}  since ${received}  waits for its ${waitsFor}`,
    )
  }
  return longerThan === undefined || count === 0 ? EXIT.done : EXIT.refused
}

async function printQuarantine(desk: FeedDesk, print: Print): Promise<number> {
  for (const { id, importId, line, field, reason, receivedAt } of await desk.listQuarantine()) {
    const received = formatInstant(receivedAt)
    print(
      { id, importId, line, field, reason, receivedAt: received },
      `${id}  line ${String(line)}: ${field}: ${reason}  (received ${received})`,
    )
  }
  return EXIT.done
}

async function replay(ids: string[], desk: FeedDesk, { stderr }: Terminal, print: Print): Promise<number> {
  const { refusals, ...count } = await desk.replayQuarantine(ids)
  for (const { line, field, reason } of refusals) say(stderr, `line ${String(line)}: ${field}: ${reason}`)
  const { applied, repeated, waiting, refused } = count
  print(
    count,
    `applied ${String(applied)}, repeated ${String(repeated)}, waiting ${String(waiting)}, refused ${String(refused)}`,
  )
  const missing = new Set(ids).size - (applied + repeated + waiting + refused)
  if (missing > 0) say(stderr, `${String(missing)} of these ids are not in quarantine`)
  return refused === 0 && missing <= 0 ? EXIT.done : EXIT.refused
}

function readDays(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,5}$/.test(text))
    throw new Usage('feed: --longer-than is no number of days')
  return text === undefined ? undefined : Number(text)
}

function readIds(ids: string[]): string[] {
  const wrong = ids.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
  if (wrong !== undefined) throw new Usage('feed replay: an id is no UUID')
  return ids.map((id) => id.toLowerCase())
}
