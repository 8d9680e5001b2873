import { type QuarantineEntry, type Refusal } from './quarantine.js'
import { type BatchOutcome, type FeedCount, outcomeOf, type TransactFeed } from './record-feed.js'
import { retryLines, retryStirred } from './retry-quarantine.js'

export interface ReplayPorts {
  /** All open lines in the order in which they came, page by page; a page is tried in one transaction. */
  openPages: () => AsyncIterable<QuarantineEntry[]>
  /** Those of the lines named that are open, in the same order. */
  findNamed: (ids: string[]) => Promise<QuarantineEntry[]>
  replayBatch: (ids: string[]) => Promise<BatchOutcome>
}

/**
 * Tries lines of the quarantine again, all or those named: the parser may have learnt, the archive has grown. What is
 * still refused is told at the end, one by one: a line may be made good by one that comes after it.
 */
export function replayQuarantine({ openPages, findNamed, replayBatch }: ReplayPorts) {
  return async (named: string[], refused: (refusal: Refusal) => void): Promise<FeedCount> => {
    const pages = () => (named.length === 0 ? openPages() : pagesOf(findNamed(named)))
    const total: FeedCount = { applied: 0, repeated: 0, waiting: 0, refused: 0 }
    let last: QuarantineEntry | undefined
    for await (const page of pages()) {
      last = page.at(-1)
      const { applied, repeated, waiting, released } = await replayBatch(page.map(({ id }) => id))
      total.applied += applied
      total.repeated += repeated
      total.waiting += waiting
      for (const { kind } of released) total[kind]++
    }
    if (last === undefined) return total
    for await (const page of pages())
      for (const { line, field, reason, receivedAt } of page) {
        // It came while we were at it.
        if (receivedAt > last.receivedAt) return total
        total.refused++
        refused({ line, field, reason })
      }
    return total
  }
}

async function* pagesOf(entries: Promise<QuarantineEntry[]>): AsyncGenerator<QuarantineEntry[]> {
  const page = await entries
  if (page.length > 0) yield page
}

/** Tries some lines again in one transaction, and whatever they make good. */
export function replayBatch(transact: TransactFeed) {
  return (ids: string[]): Promise<BatchOutcome> =>
    transact(async (ports) => {
      const judged = await retryLines(ports, await ports.findQuarantined(ids))
      return outcomeOf(ports, judged, await retryStirred(ports, judged))
    })
}
