import { formatInstant } from '../kernel/instant.js'
import {
  CAUSES,
  type ChosenRefusals,
  type Receipt,
  type RefusalCause,
} from '../registry/signed-batches/signed-batch.js'
import { readArguments, readUuid } from './arguments.js'
import { EXIT, say, type Terminal, Usage } from './command.js'

export const help = `attesta feed batches [--cause CAUSE] [--sender NAME]
                         signed batches: where each stands, and why one was refused
attesta feed batches discard RECEIPT … --reason TEXT
attesta feed batches discard --cause CAUSE [--sender NAME] --reason TEXT
                         closes refused batches that were dealt with; the reason is in the audit

The exit code of the list is 1 where a refused batch in it is open. One is closed where it was discarded, or where the right
batch with its number was applied later; two batches signed with one number (sequenceTaken) stay open until they are
discarded. A batch that is refused again is open again.`

export interface BatchesDesk {
  listBatches: () => Promise<Receipt[]>
  discardBatches: (chosen: ChosenRefusals, reason: string) => Promise<string[]>
}

/** `attesta feed batches`: what came signed, what became of it, and what is done about refusals. */
export async function batchesCommand(args: string[], terminal: Terminal, desk: BatchesDesk): Promise<number> {
  const { positionals, values } = readArguments('feed batches', {
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      cause: { type: 'string' },
      sender: { type: 'string' },
      reason: { type: 'string' },
    },
  })
  const { sender } = values
  const cause = readCause(values.cause)
  const asJson = values.json || !terminal.isTty
  const [action, ...ids] = positionals
  if (action === undefined && values.reason === undefined)
    return list({ cause, sender }, { asJson, terminal }, desk)
  if (action !== 'discard')
    throw new Usage('feed batches: say nothing to list them, or discard RECEIPT … --reason TEXT')
  const chosen = { ids: ids.length === 0 ? undefined : ids.map(readReceipt), cause, sender }
  return discard(chosen, values.reason?.trim(), { asJson, terminal }, desk)
}

interface Out {
  asJson: boolean
  terminal: Terminal
}

async function list(
  { cause, sender }: ChosenRefusals,
  { asJson, terminal }: Out,
  { listBatches }: BatchesDesk,
): Promise<number> {
  const receipts = (await listBatches()).filter(
    (receipt) =>
      (cause === undefined || receipt.cause === cause) && (sender === undefined || receipt.sender === sender),
  )
  for (const receipt of receipts)
    say(terminal.stdout, asJson ? JSON.stringify(rowOf(receipt)) : sentenceOf(receipt))
  const isOpen = ({ state, closed }: Receipt) => state === 'refused' && closed === undefined
  return receipts.some(isOpen) ? EXIT.refused : EXIT.done
}

async function discard(
  chosen: ChosenRefusals,
  reason: string | undefined,
  { asJson, terminal }: Out,
  { discardBatches }: BatchesDesk,
): Promise<number> {
  const { ids, cause } = chosen
  if ((ids === undefined) === (cause === undefined))
    throw new Usage('feed batches discard: name receipts, or one --cause')
  if (ids !== undefined && chosen.sender !== undefined)
    throw new Usage('feed batches discard: --sender goes with --cause')
  if (!reason) throw new Usage('feed batches discard: --reason is missing: say why')
  const discarded = await discardBatches(chosen, reason)
  const count = discarded.length
  say(terminal.stdout, asJson ? JSON.stringify({ discarded: count }) : `discarded ${String(count)}`)
  const missing = ids === undefined ? 0 : new Set(ids).size - count
  if (missing === 0) return EXIT.done
  say(
    terminal.stderr,
    `not refused, or discarded before: ${String(missing)} of the receipts named; attesta feed batches lists them`,
  )
  return EXIT.refused
}

function readCause(text: string | undefined): RefusalCause | undefined {
  if (text === undefined) return undefined
  if (!Object.hasOwn(CAUSES, text))
    throw new Usage(`feed batches: --cause is one of ${Object.keys(CAUSES).join(', ')}`)
  return text as RefusalCause
}

function readReceipt(id: string): string {
  const command = 'feed batches discard'
  return readUuid(id, { command, what: 'a receipt', listedBy: 'attesta feed batches' })
}

function rowOf({ receivedAt, settledAt, isStored: _, ...receipt }: Receipt): object {
  return {
    ...receipt,
    receivedAt: formatInstant(receivedAt),
    settledAt: settledAt === undefined ? undefined : formatInstant(settledAt),
  }
}

function sentenceOf(receipt: Receipt): string {
  const {
    id,
    sender = 'unknown sender',
    sequence = '–',
    state,
    cause,
    closed,
    lines = 0,
    linesRecorded,
  } = receipt
  const words = cause === undefined ? `${String(linesRecorded)} of ${String(lines)} lines` : CAUSES[cause]
  const end = closed === undefined ? '' : `, ${closed}`
  return `${id}  ${sender} ${String(sequence)}  ${cause ?? state}${end}  ${words}  (${formatInstant(receipt.receivedAt)})`
}
