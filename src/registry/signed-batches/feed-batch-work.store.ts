import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { Bug } from '../../kernel/failures.js'
import { type Instant } from '../../kernel/instant.js'
import { type FeedCount } from '../recording/record-feed.js'
import { type ClaimedBatch } from './apply-batch.js'
import { findReceipt } from './feed-batch.store.js'
import { type Receipt } from './signed-batch.js'

const KEEP_PARTS = statement(
  'registry.keepBatchParts',
  `update feed_batch set parts = $2
   where id = $1 and parts is null and state not in ('applied', 'refused') returning id`,
)

/** Says where the bytes of a batch are kept; false where they are already. */
export async function keepParts(session: Session, id: string, parts: string): Promise<boolean> {
  return (await session.query(KEEP_PARTS, [id, parts])).length > 0
}

const MARK_APPLYING = statement(
  'registry.markBatchApplying',
  `update feed_batch set state = 'applying', leased_until = $2 where id = $1 and state in ('received', 'applying')`,
)

export async function markApplying(session: Session, id: string, leaseUntil: Instant): Promise<void> {
  await session.query(MARK_APPLYING, [id, instantParameter(leaseUntil)])
}

const RECORD_PROGRESS = statement(
  'registry.recordBatchProgress',
  `update feed_batch set lines_recorded = $2, leased_until = $3 where id = $1 and state = 'applying'`,
)

export async function recordProgress(
  session: Session,
  id: string,
  lines: number,
  leaseUntil: Instant,
): Promise<void> {
  await session.query(RECORD_PROGRESS, [id, lines, instantParameter(leaseUntil)])
}

const CLAIM = statement(
  'registry.claimBatch',
  `update feed_batch set state = 'applying', leased_until = $2
   where id = (
     select b.id from feed_batch b
     where b.parts is not null and b.state in ('received', 'applying')
       and (b.leased_until is null or b.leased_until < $3)
       and case when $1::uuid is not null then b.id = $1::uuid else not exists (
         select from feed_batch e
         where e.sender = b.sender and e.sequence < b.sequence and e.state in ('received', 'applying')
           and e.parts is not null) end
     order by b.received_at, b.id limit 1 for update of b skip locked)
   returning id, parts, manifest_sha256, encoding`,
)

/** Takes the next batch whose bytes are kept here and that nobody applies, each sender's in order; or the one named. */
export async function claimStored(
  session: Session,
  id: string | undefined,
  { now, leaseUntil }: { now: Instant; leaseUntil: Instant },
): Promise<ClaimedBatch | undefined> {
  const [row] = await session.query<
    Pick<ClaimedBatch, 'id' | 'parts' | 'encoding'> & { manifest_sha256: Buffer }
  >(CLAIM, [id ?? null, instantParameter(leaseUntil), instantParameter(now)])
  if (!row) return undefined
  const { manifest_sha256: manifest, ...batch } = row
  return { ...batch, manifestSha256: manifest.toString('hex') }
}

const MARK_APPLIED = statement(
  'registry.markBatchApplied',
  `with gone as (delete from feed_batch_part where parts = (select parts from feed_batch where id = $1))
   update feed_batch set state = 'applied', settled_at = $2, lines_recorded = lines, applied = $3, repeated = $4,
     waiting = $5, refused = $6, parts = null, leased_until = null
   where id = $1 and state = 'applying'`,
)

/** The first result stays: a batch applied twice at once is still applied once. */
export async function markApplied(
  session: Session,
  id: string,
  { applied, repeated, waiting, refused }: FeedCount,
  now: Instant,
): Promise<Receipt> {
  await session.query(MARK_APPLIED, [id, instantParameter(now), applied, repeated, waiting, refused])
  const receipt = await findReceipt(session, id)
  if (!receipt) throw new Bug('a batch that was applied is gone')
  return receipt
}
