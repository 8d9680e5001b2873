import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type SpidRequest } from './spid-request.js'

const INSERT = statement(
  'identity.insertSpidRequest',
  `insert into spid_request (request_id, attempt_hash, relay_hash, provider, issued_at, expires_at)
   values ($1, $2, $3, $4, $5, $6)`,
)

export async function insertSpidRequest(db: Db, request: SpidRequest, relay: Buffer): Promise<void> {
  const { id, attempt, provider, issuedAt, expiresAt } = request
  await db.query(INSERT, [
    id,
    attempt,
    relay,
    provider,
    instantParameter(issuedAt),
    instantParameter(expiresAt),
  ])
}

interface Row {
  request_id: string
  attempt_hash: Buffer
  provider: string
  issued_at: Instant
  expires_at: Instant
}

const FIND_RELAY = statement(
  'identity.findSpidRelay',
  'select attempt_hash from spid_request where relay_hash = $1 and issued_at > $2',
)

/** The login that a request belonged to, by what came back beside its answer; since then at the latest. */
export async function findRelayedAttempt(db: Db, relay: Buffer, since: Instant): Promise<Buffer | undefined> {
  const [row] = await db.query<{ attempt_hash: Buffer }>(FIND_RELAY, [relay, instantParameter(since)])
  return row?.attempt_hash
}

const SPEND = statement(
  'identity.spendSpidRequest',
  `update spid_request set answered_at = $2 where request_id = $1 and answered_at is null and expires_at > $2
   returning request_id`,
)

/** Spends a request: of two answers to it the second finds nothing (T37). */
export async function spendSpidRequest(db: Db, id: string, now: Instant): Promise<boolean> {
  return (await db.query(SPEND, [id, instantParameter(now)])).length === 1
}

/** The newest requests of a login: nobody waits at more providers than these at once. */
const MOST_WAITING = 8

const TAKE_TRY = statement(
  'identity.takeSpidTry',
  `update spid_request set refused = refused + 1 where refused < $3 and request_id in (
     select request_id from spid_request where attempt_hash = $1 and answered_at is null and expires_at > $2 and refused < $3
     order by issued_at desc, request_id limit $4 for update)
   returning request_id, attempt_hash, provider, issued_at, expires_at`,
)

/**
 * The requests that a login waits for answers to, each counted as answered wrongly until the answer is found right: whoever
 * sends many at once has no more tries than who sends one after the other.
 */
export async function takeAnswerTry(
  db: Db,
  attempt: Buffer,
  { now, mostRefused }: { now: Instant; mostRefused: number },
): Promise<SpidRequest[]> {
  const rows = await db.query<Row>(TAKE_TRY, [attempt, instantParameter(now), mostRefused, MOST_WAITING])
  return rows.map(requestOf)
}

function requestOf(row: Row): SpidRequest {
  return {
    id: row.request_id,
    attempt: row.attempt_hash,
    provider: row.provider,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  }
}
