import { parseArgs } from 'node:util'
import { formatInstant } from '../kernel/instant.js'
import { type QuarantineEntry, type WaitingEvent } from '../registry/quarantine.js'
import { type BatchOutcome } from '../registry/record-feed.js'
import { EXIT, say, type Terminal, Usage } from './command.js'

export const help = `attesta feed waiting     recorded events that have no effect yet, and what each waits for
attesta feed quarantine  refused lines: which field, and why
attesta feed replay [ID …]  tries them again, all or those named; exit code 1 where one is refused again

Nothing personal is printed. --json prints one object a line, as does output to another program.`

export interface FeedDesk {
  listWaiting: () => Promise<WaitingEvent[]>
  listQuarantine: () => Promise<QuarantineEntry[]>
  replayQuarantine: (ids: string[]) => Promise<BatchOutcome>
}

/** `attesta feed`: what waits, what was refused, and trying it again. */
export async function feedCommand(args: string[], terminal: Terminal, desk: FeedDesk): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const [action, ...ids] = positionals
  const asJson = values.json || !terminal.isTty
  switch (action) {
    case 'waiting':
      for (const { id, type, receivedAt, waitsFor } of await desk.listWaiting()) {
        const row = { id, type, receivedAt: formatInstant(receivedAt), waitsFor }
        say(
          terminal.stdout,
          asJson ? JSON.stringify(row) : `${id}  ${type}  since ${row.receivedAt}  waits for ${waitsFor}`,
        )
      }
      return EXIT.done
    case 'quarantine':
      for (const { id, line, field, reason, receivedAt } of await desk.listQuarantine()) {
        const row = { id, line, field, reason, receivedAt: formatInstant(receivedAt) }
        say(
          terminal.stdout,
          asJson
            ? JSON.stringify(row)
            : `${id}  line ${String(line)}: ${field}: ${reason}  (${row.receivedAt})`,
        )
      }
      return EXIT.done
    case 'replay': {
      const { refusals, ...counts } = await desk.replayQuarantine(readIds(ids))
      for (const { line, field, reason } of refusals)
        say(terminal.stderr, `line ${String(line)}: ${field}: ${reason}`)
      say(terminal.stdout, JSON.stringify(counts))
      return counts.refused === 0 ? EXIT.done : EXIT.refused
    }
    default:
      throw new Usage('feed: waiting, quarantine or replay')
  }
}

function readIds(ids: string[]): string[] {
  const wrong = ids.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
  if (wrong !== undefined) throw new Usage('feed replay: an id is no UUID')
  return ids
}
