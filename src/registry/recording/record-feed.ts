import { type Instant } from '../../kernel/instant.js'
import { type JudgedLine, judgeLines } from '../admission/judge-lines.js'
import { type Mac } from '../mac.js'
import { type QuarantinedLine, type Refusal, type RefusedLine } from '../quarantine/quarantine.js'
import { type RetriedLine, type RetryPorts, retryStirred } from '../quarantine/retry-quarantine.js'
import { type PreparedLine } from '../reading/prepare-line.js'

/** What may be done in the one transaction of a batch; the feed has one writer at a time. */
export interface FeedPorts extends RetryPorts {
  /** The same for the same text: a line refused again is kept once. */
  textMac: (text: string) => Mac
  keepRefused: (lines: RefusedLine[], now: Instant) => Promise<void>
  findQuarantined: (ids: string[]) => Promise<QuarantinedLine[]>
  /** Keeps how far an import has come, with what it recorded. */
  advanceImport: (id: string, lastLine: number, more: FeedCount) => Promise<void>
}

/** `isLong`: one of many batches, which lets others go first. */
export type TransactFeed = <T>(work: (ports: FeedPorts) => Promise<T>, isLong: boolean) => Promise<T>

/** A batch of so few lines is over at once: it goes before those of long imports. */
const FEW = 100

export interface FeedCount {
  applied: number
  repeated: number
  waiting: number
  refused: number
}

/** The import that a batch belongs to. */
export interface ImportRun {
  id: string
  /** Whether it can go on where it stopped: its source is known again. */
  resumable: boolean
}

export interface BatchOutcome extends FeedCount {
  refusals: Refusal[]
  /** Lines refused in earlier batches that this one made good. */
  released: { id: string; importId: string; line: number; kind: keyof FeedCount }[]
}

export interface RecordedBatch extends BatchOutcome {
  /** Milliseconds for which nobody else could record. */
  held: number
}

/**
 * Records a batch of lines: all of it or, where something breaks, nothing. Each line is judged by itself; what is
 * refused goes to quarantine, whole and sealed, and its neighbours are recorded.
 */
export function recordFeed(transact: TransactFeed) {
  return (lines: PreparedLine[], run: ImportRun): Promise<RecordedBatch> =>
    transact(async (ports) => {
      const begun = ports.clock.now()
      const judged = await judgeLines(ports, lines)
      await ports.keepRefused(refusedOf(ports, judged, run.id), ports.clock.now())
      const outcome = outcomeOf(ports, judged, await retryStirred(ports, judged))
      const last = lines.at(-1)
      if (run.resumable && last) await ports.advanceImport(run.id, last.line, countOf(outcome, run.id))
      return { ...outcome, held: ports.clock.now() - begun }
    }, lines.length > FEW)
}

/** What a batch adds to the count of its import, lines of earlier batches that it made good included. */
export function countOf(outcome: BatchOutcome, importId: string): FeedCount {
  const { applied, repeated, waiting, refused } = outcome
  const count: FeedCount = { applied, repeated, waiting, refused }
  for (const { importId: origin, kind } of outcome.released) {
    if (origin !== importId) continue
    count.refused--
    count[kind]++
  }
  return count
}

function refusedOf(ports: FeedPorts, judged: JudgedLine[], importId: string): RefusedLine[] {
  // By text: a statement cannot write a row twice.
  const refused = new Map<Mac, RefusedLine>()
  for (const { line: prepared, admission } of judged) {
    if (admission.kind !== 'refused') continue
    const { line, text, reading } = prepared
    const { field, reason } = admission
    const textMac = ports.textMac(text)
    const { codeMac } = reading
    const protocolloMac = reading.kind === 'read' ? reading.protocolloMac : undefined
    const id = ports.chance.uuid()
    refused.set(textMac, { id, importId, line, text, textMac, field, reason, codeMac, protocolloMac })
  }
  return [...refused.values()]
}

/** Counts what became of the lines of a batch; those made good within it were never refused. */
export function outcomeOf(
  ports: FeedPorts,
  judged: JudgedLine[],
  released: JudgedLine<RetriedLine>[],
): BatchOutcome {
  const good = new Map(released.map((retried) => [ports.textMac(retried.line.text), retried]))
  const outcome: BatchOutcome = {
    applied: 0,
    repeated: 0,
    waiting: 0,
    refused: 0,
    refusals: [],
    released: [],
  }
  for (const { line, admission } of judged) {
    const textMac = admission.kind === 'refused' && good.size > 0 ? ports.textMac(line.text) : ''
    const last = good.get(textMac)?.admission ?? admission
    good.delete(textMac)
    outcome[last.kind]++
    if (last.kind === 'refused')
      outcome.refusals.push({ line: line.line, field: last.field, reason: last.reason })
  }
  for (const { line, admission } of good.values())
    outcome.released.push({ id: line.id, importId: line.importId, line: line.line, kind: admission.kind })
  return outcome
}
