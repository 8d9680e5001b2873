import { formatInstant } from '../kernel/instant.js'
import { type QuarantineEntry, type WaitingEvent } from '../registry/quarantine.js'
import { type ReplayOutcome } from '../registry/replay-quarantine.js'
import { readArguments } from './arguments.js'
import { EXIT, say, type Terminal, Usage } from './command.js'

export const help = `attesta feed waiting     recorded events that have no effect yet, and what each waits for
attesta feed quarantine  refused lines: which field, and why
attesta feed replay [ID …]  tries them again, all or those named; exit code 1 where one is refused again

Nothing personal is printed. --json prints one object a line, as does output to another program.`

export interface FeedDesk {
  listWaiting: () => AsyncIterable<WaitingEvent>
  listQuarantine: () => Promise<QuarantineEntry[]>
  replayQuarantine: (ids: string[]) => Promise<ReplayOutcome>
}

/** `attesta feed`: what waits, what was refused, and trying it again. */
export async function feedCommand(args: string[], terminal: Terminal, desk: FeedDesk): Promise<number> {
  const { positionals, values } = readArguments('feed', {
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const [action, ...ids] = positionals
  const asJson = values.json || !terminal.isTty
  const print = printer(terminal, asJson)
  const none = (sentence: string) => {
    if (!asJson) say(terminal.stderr, sentence)
  }
  if (action === 'waiting' && ids.length === 0) return printWaiting(desk, print, none)
  if (action === 'quarantine' && ids.length === 0) return printQuarantine(desk, print, none)
  if (action === 'replay') return replay(readIds(ids), desk, terminal, print)
  throw new Usage('feed: say waiting, quarantine or replay [ID …]')
}

/** For who looks at a screen, where an empty list says nothing. */
type None = (sentence: string) => void
type Print = (row: Record<string, unknown>, sentence: string) => void

function printer({ stdout }: Terminal, asJson: boolean): Print {
  return (row, sentence) => {
    say(stdout, asJson ? JSON.stringify(row) : sentence)
  }
}

async function printWaiting(desk: FeedDesk, print: Print, none: None): Promise<number> {
  let any = false
  for await (const { id, type, receivedAt, waitsFor } of desk.listWaiting()) {
    any = true
    const received = formatInstant(receivedAt)
    print(
      { id, type, receivedAt: received, waitsFor },
      `${id}  ${type}  since ${received}  waits for its ${waitsFor}`,
    )
  }
  if (!any) none('nothing waits')
  return EXIT.done
}

async function printQuarantine(desk: FeedDesk, print: Print, none: None): Promise<number> {
  const entries = await desk.listQuarantine()
  if (entries.length === 0) none('nothing is in quarantine')
  for (const { id, importId, line, field, reason, receivedAt } of entries) {
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
  if (missing > 0)
    say(stderr, `not in quarantine: ${String(missing)} of the ids named; attesta feed quarantine lists them`)
  return refused === 0 && missing <= 0 ? EXIT.done : EXIT.refused
}

function readIds(ids: string[]): string[] {
  const wrong = ids.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
  if (wrong !== undefined)
    throw new Usage(
      'feed replay: an id has 36 characters (xxxxxxxx-xxxx-…); attesta feed quarantine lists them',
    )
  return ids.map((id) => id.toLowerCase())
}
