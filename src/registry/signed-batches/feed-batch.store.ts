import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { Bug } from '../../kernel/failures.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type FeedCount } from '../recording/record-feed.js'
import { type NewBatch, type PlacedBatch } from './accept-batch.js'
import { countRefusal, forgetOldestRefusals } from './feed-refusal.store.js'
import {
  type BatchState,
  type Door,
  type Manifest,
  type Receipt,
  type RefusalCause,
  type Sha256,
  type SignedManifest,
} from './signed-batch.js'

interface BatchRow extends FeedCount {
  id: string
  manifest_sha256: Buffer
  state: BatchState
  cause: RefusalCause | null
  closed: 'discarded' | 'superseded' | null
  sender: string | null
  sequence: number | null
  previous_sha256: Buffer | null
  lines: number | null
  lines_recorded: number
  received_at: Instant
  settled_at: Instant | null
  is_stored: boolean
}

const CLOSED = `case when feed_batch.discarded_at is not null then 'discarded'
  when feed_batch.state = 'refused' and feed_batch.cause <> 'sequenceTaken' and exists (
    select from feed_batch b where b.sender = feed_batch.sender and b.sequence = feed_batch.sequence
      and b.state = 'applied' and b.settled_at > feed_batch.received_at) then 'superseded' end`

const COLUMNS = `id, manifest_sha256, state, cause, sender, sequence, previous_sha256, lines, lines_recorded, applied,
  repeated, waiting, refused, received_at, settled_at, parts is not null as is_stored, ${CLOSED} as closed`

function receiptOf(row: BatchRow): Receipt {
  const { id, state, applied, repeated, waiting, refused } = row
  return {
    ...{ id, state, applied, repeated, waiting, refused },
    cause: row.cause ?? undefined,
    closed: row.closed ?? undefined,
    sender: row.sender ?? undefined,
    sequence: row.sequence ?? undefined,
    lines: row.lines ?? undefined,
    linesRecorded: row.lines_recorded,
    receivedAt: row.received_at,
    settledAt: row.settled_at ?? undefined,
    isStored: row.is_stored,
  }
}

const LOCK = statement(
  'registry.lockBatches',
  `select pg_advisory_xact_lock(hashtext('attesta.feed.batches'))`,
)

/** One at a time is given its place; whoever records lines is not waited for. */
export async function lockBatches(session: Session): Promise<void> {
  await session.query(LOCK)
}

const FIND_PLACED = statement(
  'registry.findPlacedBatch',
  `select ${COLUMNS} from feed_batch where sender = $1 and sequence = $2 and state <> 'refused'`,
)

export async function findPlaced(
  session: Session,
  sender: string,
  sequence: number,
): Promise<PlacedBatch | undefined> {
  const [row] = await session.query<BatchRow>(FIND_PLACED, [sender, sequence])
  return (
    row && {
      receipt: receiptOf(row),
      manifestSha256: row.manifest_sha256.toString('hex'),
      previous: row.previous_sha256?.toString('hex'),
    }
  )
}

const FIND_BY_MANIFEST = statement(
  'registry.findBatchByManifest',
  `select ${COLUMNS} from feed_batch where manifest_sha256 = $1 and state <> 'refused'`,
)

export async function findByManifest(session: Session, manifest: Sha256): Promise<Receipt | undefined> {
  const [row] = await session.query<BatchRow>(FIND_BY_MANIFEST, [bytes(manifest)])
  return row && receiptOf(row)
}

const FIND_RECEIPT = statement('registry.findReceipt', `select ${COLUMNS} from feed_batch where id = $1`)

export async function findReceipt(session: Session, id: string): Promise<Receipt | undefined> {
  const [row] = await session.query<BatchRow>(FIND_RECEIPT, [id])
  return row && receiptOf(row)
}

const LIST = statement(
  'registry.listBatches',
  `select ${COLUMNS} from feed_batch order by received_at, sender, sequence, id`,
)

export async function listBatches(session: Session): Promise<Receipt[]> {
  return (await session.query<BatchRow>(LIST)).map(receiptOf)
}

const COUNT = statement(
  'registry.countBatches',
  `select state, coalesce(cause, '') as cause, count(id) as batches, coalesce(sum(times), 0)::bigint as times
   from feed_batch where ${CLOSED} is null group by 1, 2`,
)

/** How many batches are in each state; of those refused that are not closed, how often they came. */
export async function countBatches(
  session: Session,
): Promise<{ state: BatchState; cause: RefusalCause | ''; count: number }[]> {
  const rows = await session.query<{
    state: BatchState
    cause: RefusalCause | ''
    batches: number
    times: number
  }>(COUNT)
  return rows.map(({ state, cause, batches, times }) => {
    return { state, cause, count: state === 'refused' ? times : batches }
  })
}

const INSERT = statement(
  'registry.insertBatch',
  `insert into feed_batch (id, manifest_sha256, sealed_manifest, state, cause, sender, sequence, previous_sha256,
     file_sha256, lines, encoding, sent_at, received_at, door, settled_at)
   select $1::uuid, $2::bytea, $3::bytea, $4::text, $5::text, $6::text, $7::bigint, $8::bytea, $9::bytea, $10::bigint,
     $11::text, $12::timestamptz, $13::timestamptz, $14::text,
     case when $4::text = 'refused' then $13::timestamptz end
   on conflict (manifest_sha256, cause) where state = 'refused'
     do update set times = case when feed_batch.discarded_at is null then feed_batch.times + 1 else 1 end,
       discarded_at = null, received_at = excluded.received_at,
       door = case when feed_batch.door = 'file' then 'file' else excluded.door end
   returning ${COLUMNS}`,
)

export interface BatchWriting {
  vault: Vault
  id: string
  now: Instant
  door: Door
}

interface Written {
  signed: SignedManifest
  manifestSha256: Sha256
  /** Of a trusted sender only. */
  manifest: Manifest | undefined
}

export async function insertBatch(
  session: Session,
  writing: BatchWriting,
  { state, ...batch }: NewBatch,
): Promise<Receipt> {
  return insert(session, writing, batch, { state, cause: null })
}

/** Counted whatever becomes of the row. To be called in a transaction. */
export async function insertRefusal(
  session: Session,
  writing: BatchWriting,
  { cause, ...batch }: Written & { cause: RefusalCause },
): Promise<Receipt> {
  await countRefusal(session, { cause, door: writing.door }, writing.now)
  const receipt = await insert(session, writing, batch, { state: 'refused', cause })
  if (writing.door === 'http' && !batch.manifest) await forgetOldestRefusals(session, cause)
  return receipt
}

async function insert(
  session: Session,
  { vault, id, now, door }: BatchWriting,
  { signed, manifestSha256, manifest }: Written,
  { state, cause }: { state: BatchState; cause: RefusalCause | null },
): Promise<Receipt> {
  const clear = JSON.stringify({ manifest: signed.bytes.toString('base64'), jws: signed.jws })
  const [row] = await session.query<BatchRow>(INSERT, [
    ...[id, bytes(manifestSha256), vault.seal({ table: 'feed_batch', row: id }, clear), state, cause],
    ...[manifest?.sender ?? null, manifest?.sequence ?? null],
    ...[bytes(manifest?.previous), bytes(manifest?.sha256), manifest?.lines ?? null],
    ...[manifest?.encoding ?? null, instantParameter(manifest?.at), instantParameter(now)],
    door,
  ])
  if (!row) throw new Bug('a batch was not recorded')
  return receiptOf(row)
}

const RELEASE = statement(
  'registry.releaseBatch',
  `update feed_batch set state = 'received' where id = $1 and state = 'held'`,
)

export async function releaseBatch(session: Session, id: string): Promise<void> {
  await session.query(RELEASE, [id])
}

const REFUSE = statement(
  'registry.refuseBatch',
  // Both see the row as it was: its parts are still named.
  `with gone as (delete from feed_batch_part where parts = (select parts from feed_batch where id = $1))
   update feed_batch set state = 'refused', cause = $2, settled_at = $3, parts = null where id = $1
   returning door`,
)

export async function refusePlaced(
  session: Session,
  id: string,
  cause: RefusalCause,
  now: Instant,
): Promise<void> {
  const [row] = await session.query<{ door: Door | null }>(REFUSE, [id, cause, instantParameter(now)])
  await countRefusal(session, { cause, door: row?.door ?? 'file' }, now)
}

function bytes(sha256: Sha256): Buffer
function bytes(sha256: Sha256 | undefined): Buffer | null
function bytes(sha256: Sha256 | undefined): Buffer | null {
  return sha256 === undefined ? null : Buffer.from(sha256, 'hex')
}
