import { type Clock } from '../kernel/clock.js'
import { type Acceptance } from '../registry/signed-batches/accept-batch.js'
import { type FeedBatches } from '../registry/signed-batches/feed-batches.wire.js'
import {
  BytesChanged,
  CAUSES,
  type Receipt,
  type SignedManifest,
} from '../registry/signed-batches/signed-batch.js'
import { EXIT, say, type Terminal } from './command.js'
import { reportAbove } from './import-report.js'
import { progressBar } from './progress-bar.js'

export interface BatchDoor {
  batches: Pick<FeedBatches, 'receiveFile' | 'applyNext' | 'findByManifest'>
  clock: Clock
}

export interface BatchOfFile {
  file: string
  size: number
  signed: SignedManifest
}

/** Takes in one signed batch, and whatever waited for it; tells of each in a line. Gives the exit code. */
export async function importBatch(
  { file, size, signed }: BatchOfFile,
  terminal: Terminal,
  { batches, clock }: BatchDoor,
): Promise<number> {
  // Read twice: looked through whole, then recorded.
  const bar = progressBar(terminal, clock, size * 2)
  const report = { ...reportAbove(bar, 'batch'), looked: bar.bytesRead, read: bar.bytesRead }
  try {
    const acceptance = await batches.receiveFile(file, signed, report)
    bar.clear()
    const told = tell(acceptance, file, terminal)
    return Math.max(told, await applyWaiting(terminal, { batches, clock }))
  } catch (error) {
    bar.clear()
    if (!(error instanceof BytesChanged)) throw error
    say(
      terminal.stderr,
      `attesta: ${file} was changed while it was read: what follows is not recorded; give it again`,
    )
    return EXIT.refused
  }
}

/** Applies what is kept and waits for nothing more. */
export async function applyWaiting(terminal: Terminal, { batches }: BatchDoor): Promise<number> {
  let exitCode: number = EXIT.done
  for (;;) {
    const receipt = await batches.applyNext()
    if (!receipt) return exitCode
    print(receipt, terminal)
    if (receipt.refused > 0) exitCode = EXIT.refused
  }
}

function tell(acceptance: Acceptance, file: string, terminal: Terminal): number {
  print(acceptance.receipt, terminal)
  if (acceptance.kind === 'refused') {
    const { cause } = acceptance
    say(terminal.stderr, `attesta: ${file} is refused, and nothing of it applied: ${cause}: ${CAUSES[cause]}`)
    return EXIT.refused
  }
  const { state, refused, settledAt } = acceptance.receipt
  if (state === 'held')
    say(
      terminal.stderr,
      `attesta: ${file} is held until the batch before it has come: then it is applied by itself`,
    )
  if (acceptance.kind === 'known' && settledAt !== undefined)
    say(terminal.stderr, `attesta: ${file} was applied before: this is its result`)
  return refused > 0 ? EXIT.refused : EXIT.done
}

function print(receipt: Receipt, { stdout, isTty }: Terminal): void {
  const { id, sender, sequence, state, cause, applied, repeated, waiting, refused } = receipt
  const counts = { applied, repeated, waiting, refused }
  if (!isTty) {
    say(stdout, JSON.stringify({ ...counts, sender, sequence, state, cause, receipt: id }))
    return
  }
  const name = `${sender ?? 'unknown sender'}${sequence === undefined ? '' : ` ${String(sequence)}`}`
  const sum = Object.entries(counts).map(([kind, count]) => `${kind} ${String(count)}`)
  say(stdout, `${name}: ${state}${cause === undefined ? '' : ` (${cause})`}: ${sum.join(', ')}`)
}
