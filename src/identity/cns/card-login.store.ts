import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant, later } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { RETURN_LIFE } from '../login-attempt.js'
import { type CardAnswer } from './card-login.js'
import { type KeptAnswer } from './present-card.js'

const STATE = statement(
  'identity.findAttemptState',
  `select answered_at is null and expires_at > $2 as awaited from login_attempt
   where id_hash = $1 and expires_at > $3`,
)

/** Whether a login waits; for hours afterwards, that it did. */
export async function findAttemptState(
  db: Db,
  attempt: Buffer,
  now: Instant,
): Promise<'awaited' | 'over' | 'unknown'> {
  const since = later(now, -RETURN_LIFE)
  const instants = [now, since].map(instantParameter)
  const [row] = await db.query<{ awaited: boolean }>(STATE, [attempt, ...instants])
  if (!row) return 'unknown'
  return row.awaited ? 'awaited' : 'over'
}

const INSERT = statement(
  'identity.insertCardAnswer',
  'insert into card_answer (answer_hash, attempt_hash, sealed_answer, expires_at) values ($1, $2, $3, $4)',
)

export async function insertCardAnswer(
  db: Db,
  vault: Vault,
  { code, attempt, answer, expiresAt }: KeptAnswer,
): Promise<void> {
  const hash = vault.digest(code)
  const sealed = vault.seal(place(hash), JSON.stringify(answer))
  await db.query(INSERT, [hash, attempt, sealed, instantParameter(expiresAt)])
}

const SPEND = statement(
  'identity.spendCardAnswer',
  `update card_answer set used_at = $3
   where answer_hash = $1 and attempt_hash = $2 and used_at is null and expires_at > $3 returning sealed_answer`,
)

/** What the listener said: once, in time, and only to the login that it answers. */
export async function spendCardAnswer(
  db: Db,
  vault: Vault,
  { code, attempt, now }: { code: string; attempt: Buffer; now: Instant },
): Promise<CardAnswer | undefined> {
  const hash = vault.digest(code)
  const [row] = await db.query<{ sealed_answer: Buffer }>(SPEND, [hash, attempt, instantParameter(now)])
  return row && (JSON.parse(vault.open(place(hash), row.sealed_answer)) as CardAnswer)
}

const FIND_PAST = statement(
  'identity.findPastCardAnswer',
  'select attempt_hash from card_answer where answer_hash = $1 and expires_at > $2',
)

/** The login that an answer was for, used or over; since then at the latest. */
export async function findAnsweredAttempt(
  db: Db,
  vault: Vault,
  code: string,
  since: Instant,
): Promise<Buffer | undefined> {
  const [row] = await db.query<{ attempt_hash: Buffer }>(FIND_PAST, [
    vault.digest(code),
    instantParameter(since),
  ])
  return row?.attempt_hash
}

function place(hash: Buffer) {
  return { table: 'card_answer', row: hash.toString('hex') }
}
