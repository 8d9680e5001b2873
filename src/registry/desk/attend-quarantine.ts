import { type Instant } from '../../kernel/instant.js'
import { judgeLines } from '../admission/judge-lines.js'
import { type QuarantineEntry } from '../quarantine/quarantine.js'
import { retryStirred } from '../quarantine/retry-quarantine.js'
import { type NumberedLine } from '../reading/prepare-line.js'
import { type FeedCount, type FeedPorts } from '../recording/record-feed.js'

/** A refused line, opened: what was sent, and what became of it. */
export interface ShownLine extends QuarantineEntry {
  text: string
  /** The register entry of the person it is about, where that much could be read and is known. */
  person: string | undefined
  /** `replayed`: recorded as it is, once the rest of the feed had come. */
  closed: { as: 'replayed' | 'corrected' | 'discarded'; at: Instant } | undefined
  /** What was recorded in its place. */
  correction: string | undefined
  /** Why it was closed. */
  closedBecause: string | undefined
}

/** What is done with refused lines, as the audit keeps it. */
export interface DeskAct {
  kind:
    | 'feed.lineShown'
    | 'feed.lineCorrected'
    | 'feed.lineDiscarded'
    | 'feed.lineReplayed'
    | 'feed.replayed'
    | 'feed.batchDiscarded'
  person?: string
  /** Sealed by the audit. */
  detail: Record<string, string> & { reason?: string }
}

/** A line to be closed by hand; it stays as it was sent. */
export interface Closing {
  id: string
  reason: string
  correction?: string
}

/** What may be done in one transaction, with its audit row. */
export interface DeskPorts extends FeedPorts {
  findLine: (id: string) => Promise<ShownLine | undefined>
  closeLines: (as: 'corrected' | 'discarded', lines: Closing[], now: Instant) => Promise<void>
  recordAct: (act: DeskAct) => Promise<void>
}

export type TransactDesk = <T>(work: (ports: DeskPorts) => Promise<T>) => Promise<T>

type NotOpen = { kind: 'notFound' } | { kind: 'closed'; as: NonNullable<ShownLine['closed']>['as'] }

/** Opens one line, closed or not. Who asked, and why, is in the audit before anything is told. */
export function showLine(transact: TransactDesk) {
  return (id: string, reason: string): Promise<ShownLine | undefined> =>
    transact(async ({ findLine, recordAct }) => {
      const line = await findLine(id)
      if (line) await recordAct(actOn(line, { kind: 'feed.lineShown', detail: { reason, line: id } }))
      return line
    })
}

export type Correction =
  | NotOpen
  | { kind: 'refused'; field: string; reason: string }
  /** `released`: other refused lines that it made good. */
  | { kind: Exclude<keyof FeedCount, 'refused'>; released: number }

/**
 * Records a corrected text in the place of a refused line, through the same parser and the same admission. A good one
 * closes the line and is kept beside it; one that is refused again changes nothing. Either is in the audit.
 */
export function correctLine(transact: TransactDesk) {
  return (id: string, given: Omit<NumberedLine, 'line'>, reason: string): Promise<Correction> =>
    transact(async (ports): Promise<Correction> => {
      const line = await ports.findLine(id)
      if (line === undefined) return { kind: 'notFound' }
      if (line.closed !== undefined) return { kind: 'closed', as: line.closed.as }
      const prepared = ports.prepareLine({ ...given, line: line.line })
      const judged = await judgeLines(ports, [prepared])
      const [{ admission, recorded } = { admission: undefined, recorded: undefined }] = judged
      if (admission === undefined || admission.kind === 'refused') {
        const { field, reason: wrong } = admission ?? { field: 'json', reason: 'is missing' }
        const detail = { reason, line: id, outcome: 'refused', field }
        await ports.recordAct(actOn(line, { kind: 'feed.lineCorrected', detail }))
        return { kind: 'refused', field, reason: wrong }
      }
      await ports.closeLines('corrected', [{ id, reason, correction: given.text }], ports.clock.now())
      const released = await retryStirred(ports, judged)
      await ports.recordAct(
        actOn(
          { person: recorded?.entry ?? line.person },
          { kind: 'feed.lineCorrected', detail: { reason, line: id, outcome: admission.kind } },
        ),
      )
      return { kind: admission.kind, released: released.length }
    })
}

/** Closes lines without effect; one that is sent again is refused anew. Gives those that were open. */
export function discardLines(transact: TransactDesk) {
  return (ids: string[], reason: string): Promise<string[]> =>
    transact(async (ports) => {
      const discarded: string[] = []
      for (const id of new Set(ids)) {
        const line = await ports.findLine(id)
        if (line === undefined || line.closed !== undefined) continue
        discarded.push(id)
        await ports.recordAct(actOn(line, { kind: 'feed.lineDiscarded', detail: { reason, line: id } }))
      }
      await ports.closeLines(
        'discarded',
        discarded.map((id) => ({ id, reason })),
        ports.clock.now(),
      )
      return discarded
    })
}

function actOn({ person }: Pick<ShownLine, 'person'>, act: DeskAct): DeskAct {
  return person === undefined ? act : { ...act, person }
}
