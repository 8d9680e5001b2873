import { type Clock } from '../../kernel/clock.js'
import { type Instant, later, MINUTE } from '../../kernel/instant.js'
import { type NumberedLine } from '../reading/prepare-line.js'
import { type ImportReport, type ImportSource } from '../recording/import-feed.js'
import { type FeedCount } from '../recording/record-feed.js'
import { type Receipt, type Sha256 } from './signed-batch.js'

/** How long a batch belongs to who applies it, after its last sign of life. */
const LEASE = MINUTE

export interface ApplyPorts {
  importFeed: (
    lines: AsyncIterable<NumberedLine>,
    report: ImportReport,
    source: ImportSource,
  ) => Promise<FeedCount>
  markApplying: (id: string, leaseUntil: Instant) => Promise<void>
  recordProgress: (id: string, lines: number, leaseUntil: Instant) => Promise<void>
  /** Its result, for good, in the transaction that ends its import; its stored bytes go. */
  markApplied: (id: string, count: FeedCount, source: Sha256) => Promise<Receipt>
  clock: Clock
}

/**
 * The lines of a verified batch, and how to know them again after an interruption: by its manifest, since two batches may
 * consist of the same bytes (docs/decisions/0024).
 */
export interface VerifiedLines {
  lines: AsyncIterable<NumberedLine>
  source: Sha256
}

/** Records the lines of an accepted batch; interrupted at any point it can be done again, and each line counts once. */
export function applyBatch({ importFeed, markApplying, recordProgress, markApplied, clock }: ApplyPorts) {
  const leaseUntil = () => later(clock.now(), LEASE)
  return async (id: string, { lines, source }: VerifiedLines, report: ImportReport): Promise<Receipt> => {
    await markApplying(id, leaseUntil())
    let recorded = 0
    let telling: Promise<void> | undefined
    const advanced = (more: number) => {
      recorded += more
      report.advanced(more)
      // A sign of life at a time: whoever is slower than the import says the latest number next.
      telling ??= recordProgress(id, recorded, leaseUntil()).finally(() => (telling = undefined))
      telling.catch(() => undefined)
    }
    const resumed = (lastLine: number) => {
      recorded = lastLine
      report.resumed(lastLine)
    }
    const count = await importFeed(
      lines,
      { ...report, resumed, advanced },
      {
        sha256: source,
        endsElsewhere: true,
      },
    )
    await telling
    return markApplied(id, count, source)
  }
}

export interface ApplyStoredPorts {
  /** Takes the next batch whose bytes are kept here and that nobody applies, or the one named. */
  claimStored: (id: string | undefined, leaseUntil: Instant) => Promise<ClaimedBatch | undefined>
  linesOf: (batch: ClaimedBatch) => AsyncIterable<NumberedLine>
  apply: ReturnType<typeof applyBatch>
  clock: Clock
}

export interface ClaimedBatch {
  id: string
  parts: string
  manifestSha256: Sha256
  encoding: 'identity' | 'gzip' | 'zstd'
}

const QUIET: ImportReport = {
  refused: () => undefined,
  released: () => undefined,
  resumed: () => undefined,
  advanced: () => undefined,
}

/** Applies one batch whose bytes are kept here; nothing where there is none. */
export function applyStored({ claimStored, linesOf, apply, clock }: ApplyStoredPorts) {
  return async (id?: string, report: ImportReport = QUIET): Promise<Receipt | undefined> => {
    const batch = await claimStored(id, later(clock.now(), LEASE))
    return batch && apply(batch.id, { lines: linesOf(batch), source: batch.manifestSha256 }, report)
  }
}
