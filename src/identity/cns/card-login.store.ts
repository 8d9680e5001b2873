import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type CardAnswer } from './card-login.js'
import { type KeptAnswer } from './present-card.js'

const AWAITED = statement(
  'identity.isAttemptAwaited',
  'select id_hash from login_attempt where id_hash = $1 and answered_at is null and expires_at > $2',
)

export async function isAttemptAwaited(db: Db, attempt: Buffer, now: Instant): Promise<boolean> {
  return (await db.query(AWAITED, [attempt, instantParameter(now)])).length === 1
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

function place(hash: Buffer) {
  return { table: 'card_answer', row: hash.toString('hex') }
}
