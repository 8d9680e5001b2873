import { formatInstant } from '../kernel/instant.js'
import { type Refusal, type WaitingEvent } from '../registry/quarantine/quarantine.js'
import { type FeedCount } from '../registry/recording/record-feed.js'
import { type ReplayOrder } from '../registry/desk/replay-quarantine.js'
import { readArguments, readUuid } from './arguments.js'
import { EXIT, say, type Terminal, Usage } from './command.js'
import {
  correctLine,
  discardLines,
  listQuarantine,
  type None,
  type Print,
  type QuarantineDesk,
  sayMissing,
  showLine,
} from './quarantine.js'

export const help = `attesta feed waiting     recorded events that have no effect yet, and what each waits for
  --longer-than DAYS     only those received more than so many days ago; exit code 1 where there are some
attesta feed quarantine [--field F] [--reason TEXT] [--since DATE] [--summary]
                         refused lines: which field, and why; or how many of each kind
attesta feed replay [ID …] [--reason TEXT]    tries them again, all or those named; exit code 1 where one is refused again
attesta feed show ID --reason TEXT            one refused line as it was sent
attesta feed correct ID FILE|- --reason TEXT  records the corrected line in its place
attesta feed discard ID … --reason TEXT       closes lines without effect

  --field    exactly this field; [] stands for any place in a list: data.giudizi[].codice
  --reason   of quarantine: reasons that hold this text; of the others: why you do it
  --since    received on that day (Europe/Rome) or later

Nothing personal is printed but by “show”. What is shown, corrected, discarded and replayed is in the audit, with the
reason; the line as it was sent is kept, sealed. --json prints one object a line, as does output to another program.`

export interface FeedDesk extends QuarantineDesk {
  /** With a number of days: only what has waited longer. */
  listWaiting: (longerThan?: number) => AsyncIterable<WaitingEvent>
  replayQuarantine: (order: ReplayOrder, refused: (refusal: Refusal) => void) => Promise<FeedCount>
}

/** `attesta feed`: what waits, what was refused, and what is done about it. */
export async function feedCommand(args: string[], terminal: Terminal, desk: FeedDesk): Promise<number> {
  const { positionals, values } = readArguments('feed', {
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      'longer-than': { type: 'string' },
      field: { type: 'string' },
      reason: { type: 'string' },
      since: { type: 'string' },
      summary: { type: 'boolean', default: false },
    },
  })
  const [action, ...rest] = positionals
  const asJson = values.json || !terminal.isTty
  const print = printer(terminal, asJson)
  const none: None = (sentence) => {
    if (!asJson) say(terminal.stderr, sentence)
  }
  const out = { terminal, print }
  const wrong = unusable(action, values)
  if (wrong !== undefined) throw new Usage(`feed ${action ?? ''}: there is no --${wrong}`)
  if (action === 'waiting' && rest.length === 0)
    return printWaiting(desk, readDays(values['longer-than']), print, none)
  if (action === 'quarantine' && rest.length === 0) return listQuarantine(values, desk, print, none)
  if (action === 'replay') {
    const reason = values.reason === undefined ? undefined : why('replay', values.reason)
    return replay({ named: readIds('replay', rest), reason }, desk, terminal, print)
  }
  const [id, file] = rest
  if (action === 'show' && id !== undefined && rest.length === 1)
    return showLine(readId('show', id), why('show', values.reason), desk, out)
  if (action === 'correct' && id !== undefined && file !== undefined && rest.length === 2)
    return correctLine([readId('correct', id), file], why('correct', values.reason), desk, out)
  if (action === 'discard' && rest.length > 0)
    return discardLines(readIds('discard', rest), why('discard', values.reason), desk, out)
  throw new Usage('feed: say waiting, quarantine, replay [ID …], show ID, correct ID FILE or discard ID …')
}

/** An option that the action does not take: silently ignored, it would seem to have worked. */
function unusable(action: string | undefined, values: Record<string, unknown>): string | undefined {
  const taken = action === 'quarantine' ? ['field', 'reason', 'since', 'summary'] : []
  const waited = action === 'waiting' ? ['longer-than'] : []
  const reason = ['show', 'correct', 'discard', 'replay'].includes(action ?? '') ? ['reason'] : []
  const allowed = ['json', ...taken, ...waited, ...reason]
  return Object.keys(values).find(
    (name) => !allowed.includes(name) && values[name] !== undefined && values[name] !== false,
  )
}

function why(action: string, reason: string | undefined): string {
  const given = reason?.trim()
  if (!given) throw new Usage(`feed ${action}: --reason is missing: say why`)
  return given
}

function printer({ stdout }: Terminal, asJson: boolean): Print {
  return (row, sentence) => {
    say(stdout, asJson ? JSON.stringify(row) : sentence)
  }
}

async function printWaiting(
  desk: FeedDesk,
  longerThan: number | undefined,
  print: Print,
  none: None,
): Promise<number> {
  let count = 0
  for await (const { id, type, receivedAt, waitsFor } of desk.listWaiting(longerThan)) {
    count++
    const received = formatInstant(receivedAt)
    print(
      { id, type, receivedAt: received, waitsFor },
      `${id}  ${type}  since ${received}  waits for its ${waitsFor}`,
    )
  }
  if (count === 0) none(longerThan === undefined ? 'nothing waits' : 'nothing has waited so long')
  return longerThan === undefined || count === 0 ? EXIT.done : EXIT.refused
}

async function replay(
  order: ReplayOrder,
  desk: FeedDesk,
  { stderr }: Terminal,
  print: Print,
): Promise<number> {
  const count = await desk.replayQuarantine(order, ({ line, field, reason }) => {
    say(stderr, `line ${String(line)}: ${field}: ${reason}`)
  })
  const { applied, repeated, waiting, refused } = count
  print(
    { ...count },
    `applied ${String(applied)}, repeated ${String(repeated)}, waiting ${String(waiting)}, refused ${String(refused)}`,
  )
  const missing = new Set(order.named).size - (applied + repeated + waiting + refused)
  if (missing > 0) sayMissing({ stderr }, missing)
  return refused === 0 && missing <= 0 ? EXIT.done : EXIT.refused
}

function readDays(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,5}$/.test(text))
    throw new Usage('feed waiting: --longer-than is no number of days')
  return text === undefined ? undefined : Number(text)
}

function readIds(action: string, ids: string[]): string[] {
  return ids.map((id) => readId(action, id))
}

function readId(action: string, id: string): string {
  return readUuid(id, { command: `feed ${action}`, what: 'an id', listedBy: 'attesta feed quarantine' })
}
