import { parseArgs } from 'node:util'
import { formatInstant } from '../kernel/instant.js'
import { CAUSES, type Receipt } from '../registry/signed-batch.js'
import { EXIT, say, type Terminal, Usage } from './command.js'

export const help = `attesta feed batches     signed batches: where each stands, and why one was refused; exit code 1 where any was`

/** `attesta feed batches`: what came signed, and what became of it. */
export async function batchesCommand(
  args: string[],
  { stdout, isTty }: Terminal,
  { listBatches }: { listBatches: () => Promise<Receipt[]> },
): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  if (positionals.length > 0) throw new Usage('feed batches: takes --json only')
  const receipts = await listBatches()
  for (const receipt of receipts)
    say(stdout, values.json || !isTty ? JSON.stringify(rowOf(receipt)) : sentenceOf(receipt))
  return receipts.some(({ state }) => state === 'refused') ? EXIT.refused : EXIT.done
}

function rowOf({ receivedAt, settledAt, isStored: _, ...receipt }: Receipt): object {
  return {
    ...receipt,
    receivedAt: formatInstant(receivedAt),
    settledAt: settledAt === undefined ? undefined : formatInstant(settledAt),
  }
}

function sentenceOf(receipt: Receipt): string {
  const { id, sender = 'unknown sender', sequence = '–', state, cause, lines = 0, linesRecorded } = receipt
  const words = cause === undefined ? `${String(linesRecorded)} of ${String(lines)} lines` : CAUSES[cause]
  return `${id}  ${sender} ${String(sequence)}  ${cause ?? state}  ${words}  (${formatInstant(receipt.receivedAt)})`
}
