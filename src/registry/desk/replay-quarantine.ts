import { type JudgedLine } from '../admission/judge-lines.js'
import { type QuarantineEntry, type Refusal } from '../quarantine/quarantine.js'
import { isGood, type RetriedLine, retryLines, retryStirred } from '../quarantine/retry-quarantine.js'
import { type BatchOutcome, type FeedCount, outcomeOf } from '../recording/record-feed.js'
import { type DeskPorts, type TransactDesk } from './attend-quarantine.js'

/** Who replays need not say why: nothing is read, and each line is judged as when it came. */
export interface ReplayOrder {
  /** Ids of lines; all that are open where there is none. */
  named: string[]
  reason: string | undefined
}

export interface ReplayPorts {
  /** All open lines in the order in which they came, page by page; a page is tried in one transaction. */
  openPages: () => AsyncIterable<QuarantineEntry[]>
  /** Those of the lines named that are open, in the same order. */
  findNamed: (ids: string[]) => Promise<QuarantineEntry[]>
  replayBatch: (ids: string[], reason: string | undefined) => Promise<BatchOutcome>
}

/**
 * Tries lines of the quarantine again, all or those named: the parser may have learnt, the archive has grown. What is
 * still refused is told at the end, one by one: a line may be made good by one that comes after it.
 */
export function replayQuarantine({ openPages, findNamed, replayBatch }: ReplayPorts) {
  return async ({ named, reason }: ReplayOrder, refused: (refusal: Refusal) => void): Promise<FeedCount> => {
    const pages = () => (named.length === 0 ? openPages() : pagesOf(findNamed(named)))
    const total: FeedCount = { applied: 0, repeated: 0, waiting: 0, refused: 0 }
    let last: QuarantineEntry | undefined
    for await (const page of pages()) {
      last = page.at(-1)
      const { applied, repeated, waiting, released } = await replayBatch(
        page.map(({ id }) => id),
        reason,
      )
      total.applied += applied
      total.repeated += repeated
      total.waiting += waiting
      for (const { kind } of released) total[kind]++
    }
    if (last === undefined) return total
    for await (const page of pages())
      for (const { line, field, reason: wrong, receivedAt } of page) {
        // It came while we were at it.
        if (receivedAt > last.receivedAt) return total
        total.refused++
        refused({ line, field, reason: wrong })
      }
    return total
  }
}

async function* pagesOf(entries: Promise<QuarantineEntry[]>): AsyncGenerator<QuarantineEntry[]> {
  const page = await entries
  if (page.length > 0) yield page
}

/**
 * Tries some lines again in one transaction, and whatever they make good. In the audit are the attempt, with what it came
 * to, and each line that was recorded, with its person.
 */
export function replayBatch(transact: TransactDesk) {
  return (ids: string[], reason: string | undefined): Promise<BatchOutcome> =>
    transact(async (ports) => {
      const judged = await retryLines(ports, await ports.findQuarantined(ids))
      const released = await retryStirred(ports, judged)
      const outcome = outcomeOf(ports, judged, released)
      const why = reason === undefined ? {} : { reason }
      const { applied, repeated, waiting, refused } = outcome
      const counts = Object.entries({ lines: ids.length, applied, repeated, waiting, refused })
      const detail = Object.fromEntries(counts.map(([name, count]) => [name, String(count)]))
      await ports.recordAct({ kind: 'feed.replayed', detail: { ...why, ...detail } })
      await recordReplayed(ports, [...judged.filter(isGood), ...released], why)
      return outcome
    })
}

async function recordReplayed(
  { recordAct }: DeskPorts,
  lines: JudgedLine<RetriedLine>[],
  why: { reason?: string },
): Promise<void> {
  for (const { line, admission, recorded } of lines)
    await recordAct({
      kind: 'feed.lineReplayed',
      ...(recorded && { person: recorded.entry }),
      detail: { ...why, line: line.id, outcome: admission.kind },
    })
}
