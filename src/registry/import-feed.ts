import { type Chance } from '../kernel/chance.js'
import { type NumberedLine, type PreparedLine } from './prepare-line.js'
import { type Refusal } from './quarantine.js'
import { type BatchOutcome, type FeedCount } from './record-feed.js'

/** Lines in a transaction: enough to spread its cost, few enough to let others in. */
const BATCH = 2000
/** Lines prepared before the answers of the database are looked at: the next batch is made while this one is written. */
const TURN = 50

export interface ImportPorts {
  prepareLine: (line: NumberedLine) => PreparedLine
  recordBatch: (lines: PreparedLine[], importId: string) => Promise<BatchOutcome>
  /** The place of the last event recorded so far. */
  lastSeq: () => Promise<number>
  /** How many events recorded after that place wait. */
  countWaiting: (after: number) => Promise<number>
  chance: Chance
}

/** What an import says while it runs. */
export interface ImportReport {
  refused: (refusal: Refusal) => void
  /** A line refused before was made good by a later one. */
  released: (line: number) => void
  /** So many lines are recorded, for good. */
  advanced: (lines: number) => void
}

/**
 * Records a feed of any length in batches, with flat memory. Every batch is whole or not at all: after an interruption
 * the same feed can be given again, and each of its lines counts once (docs/contracts.md §1, *Repeated*). The count is that of
 * the end: what waited for a later line of the same feed was applied, what a later line made good was not refused.
 */
export function importFeed(ports: ImportPorts) {
  return async (lines: AsyncIterable<NumberedLine>, report: ImportReport): Promise<FeedCount> => {
    const importId = ports.chance.uuid()
    const before = await ports.lastSeq()
    const total: FeedCount = { applied: 0, repeated: 0, waiting: 0, refused: 0 }
    for await (const batch of ahead(batches(ports, lines))) {
      const outcome = await ports.recordBatch(batch, importId)
      add(total, outcome, importId, report)
      report.advanced(batch.length)
    }
    if (total.waiting > 0) settle(total, await ports.countWaiting(before))
    return total
  }
}

function add(total: FeedCount, outcome: BatchOutcome, importId: string, report: ImportReport): void {
  for (const kind of ['applied', 'repeated', 'waiting', 'refused'] as const) total[kind] += outcome[kind]
  outcome.refusals.forEach(report.refused)
  for (const { importId: origin, line, kind } of outcome.released) {
    if (origin !== importId) continue
    total.refused--
    total[kind]++
    report.released(line)
  }
}

/** Events that waited when they came, and have what they need by now, are applied. */
function settle(total: FeedCount, stillWaiting: number): void {
  const came = total.waiting
  total.waiting = Math.min(came, stillWaiting)
  total.applied += came - total.waiting
}

async function* batches(
  ports: ImportPorts,
  lines: AsyncIterable<NumberedLine>,
): AsyncGenerator<PreparedLine[]> {
  let batch: PreparedLine[] = []
  for await (const line of lines) {
    if (line.text.trim() === '' && line.unreadable === undefined) continue
    batch.push(ports.prepareLine(line))
    if (batch.length % TURN === 0) await nextTurn()
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Has the next item made while the present one is used. */
async function* ahead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  const begin = () => {
    const next = items.next()
    // Whoever stops early never asks for it: its failure is then nobody's.
    next.catch(() => undefined)
    return next
  }
  try {
    for (let next = begin(); ;) {
      const made = await next
      if (made.done) return
      next = begin()
      yield made.value
    }
  } finally {
    // Not awaited: the item under way may wait for input that never comes.
    items.return(undefined).catch(() => undefined)
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
