import { type QuarantineEntry, type Refusal } from './quarantine.js'
import { type BatchOutcome, type FeedCount, outcomeOf, type TransactFeed } from './record-feed.js'
import { retryLines, retryStirred } from './retry-quarantine.js'

/** Lines in a transaction. */
const BATCH = 500

export interface ReplayPorts {
  /** Lines in quarantine, all or those named, in the order in which they came. */
  findOpenIds: (ids: string[]) => Promise<string[]>
  replayBatch: (ids: string[]) => Promise<BatchOutcome>
  listQuarantine: () => Promise<QuarantineEntry[]>
}

export interface ReplayOutcome extends FeedCount {
  refusals: Refusal[]
}

/** Tries lines of the quarantine again, all or those named: the parser may have learnt, the archive has grown. */
export function replayQuarantine({ findOpenIds, replayBatch, listQuarantine }: ReplayPorts) {
  return async (named: string[]): Promise<ReplayOutcome> => {
    const ids = await findOpenIds(named)
    const total: FeedCount = { applied: 0, repeated: 0, waiting: 0, refused: 0 }
    for (let from = 0; from < ids.length; from += BATCH) {
      const { applied, repeated, waiting, released } = await replayBatch(ids.slice(from, from + BATCH))
      total.applied += applied
      total.repeated += repeated
      total.waiting += waiting
      for (const { kind } of released) total[kind]++
    }
    const asked = new Set(ids)
    const refusals = (await listQuarantine())
      .filter(({ id }) => asked.has(id))
      .map(({ line, field, reason }) => ({ line, field, reason }))
    return { ...total, refused: refusals.length, refusals }
  }
}

/** Tries some lines again in one transaction, and whatever they make good. */
export function replayBatch(transact: TransactFeed) {
  return (ids: string[]): Promise<BatchOutcome> =>
    transact(async (ports) => {
      const judged = await retryLines(ports, await ports.findQuarantined(ids))
      return outcomeOf(ports, judged, await retryStirred(ports, judged))
    })
}
