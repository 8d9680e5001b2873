import { type Refusal } from '../quarantine/quarantine.js'
import { type NumberedLine, type PreparedLine } from '../reading/prepare-line.js'
import { BatchSize } from './batch-size.js'
import { countOf, type FeedCount, type ImportRun, type RecordedBatch } from './record-feed.js'

/** Characters in a batch, whatever its lines: what is under way at once stays in flat memory. */
const MOST_TEXT = 2 * 1024 * 1024
/** Batches that are read and prepared while one is written. */
const AHEAD = 2

export interface ImportPorts {
  prepareLines: (lines: NumberedLine[]) => Promise<PreparedLine[]>
  recordBatch: (lines: PreparedLine[], run: ImportRun) => Promise<RecordedBatch>
  /** Begins an import, or takes up the one of the same source that did not come to its end. */
  beginImport: (source: string | undefined) => Promise<BegunImport>
  finishImport: (run: ImportRun) => Promise<void>
  /** How many events recorded after that place wait. */
  countWaiting: (after: number) => Promise<number>
}

/** Where an import begins: at its first line, or after the last one that an interrupted one recorded. */
export interface BegunImport extends ImportRun {
  lastLine: number
  count: FeedCount
  /** The place of the last event recorded before it. */
  before: number
}

/** What an import says while it runs. */
export interface ImportReport {
  refused: (refusal: Refusal) => void
  /** A line refused before was made good by a later one. */
  released: (line: number) => void
  /** An interrupted import is taken up after this line; what it had refused is in quarantine. */
  resumed: (lastLine: number) => void
  /** So many lines are recorded, for good. */
  advanced: (lines: number) => void
}

/** What a feed is read from, where that is known. */
export interface ImportSource {
  /** SHA-256 of all its bytes, in hexadecimal. */
  sha256: string
  /** Whoever asked keeps its end together with its result: in between it counts as interrupted. */
  endsElsewhere?: boolean
}

/**
 * Records a feed of any length in batches, with flat memory. Every batch is whole or not at all, and keeps how far its
 * import has come: an interrupted import of a known source goes on after its last batch, and any feed can be given again,
 * each of its lines counting once (docs/contracts.md §1, *Repeated*). The count is that of the end and of the whole feed: what
 * waited for a later line was applied, what a later line made good was not refused.
 */
export function importFeed(ports: ImportPorts) {
  return async (
    lines: AsyncIterable<NumberedLine>,
    report: ImportReport,
    source?: ImportSource,
  ): Promise<FeedCount> => {
    const run = await ports.beginImport(source?.sha256)
    const total = { ...run.count }
    if (run.lastLine > 0) report.resumed(run.lastLine)
    const size = new BatchSize()
    for await (const batch of ahead(batches(lines, run.lastLine, size), ports.prepareLines)) {
      const outcome = await ports.recordBatch(batch, run)
      size.took(batch.length, outcome.held)
      const more = countOf(outcome, run.id)
      for (const kind of ['applied', 'repeated', 'waiting', 'refused'] as const) total[kind] += more[kind]
      outcome.refusals.forEach(report.refused)
      for (const { importId, line } of outcome.released) if (importId === run.id) report.released(line)
      report.advanced(batch.length)
    }
    if (total.waiting > 0) settle(total, await ports.countWaiting(run.before))
    if (source?.endsElsewhere !== true) await ports.finishImport(run)
    return total
  }
}

/** Events that waited when they came, and have what they need by now, are applied. */
function settle(total: FeedCount, stillWaiting: number): void {
  const came = total.waiting
  total.waiting = Math.min(came, stillWaiting)
  total.applied += came - total.waiting
}

async function* batches(
  lines: AsyncIterable<NumberedLine>,
  recordedUpTo: number,
  size: BatchSize,
): AsyncGenerator<NumberedLine[]> {
  let batch: NumberedLine[] = []
  let text = 0
  for await (const line of lines) {
    if (line.line <= recordedUpTo || (line.text.trim() === '' && line.unreadable === undefined)) continue
    batch.push(line)
    text += line.text.length
    if (batch.length < size.lines && text < MOST_TEXT) continue
    yield batch
    batch = []
    text = 0
  }
  if (batch.length > 0) yield batch
}

/** Has the next items made while the present one is used, in their order. */
async function* ahead<Item, Made>(
  items: AsyncGenerator<Item>,
  make: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const begin = () => {
    const next = items
      .next()
      .then(async ({ done, value }) => (done ? undefined : { made: await make(value) }))
    // Whoever stops early never asks for it: its failure is then nobody's.
    next.catch(() => undefined)
    return next
  }
  try {
    for (const slots = Array.from({ length: AHEAD }, begin); ;) {
      const slot = await slots.shift()
      if (!slot) return
      slots.push(begin())
      yield slot.made
    }
  } finally {
    // Not awaited: the item under way may wait for input that never comes.
    items.return(undefined).catch(() => undefined)
  }
}
