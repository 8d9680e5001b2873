import { instantParameter } from '../db/column-types.gateway.js'
import { type Session as Db, statement } from '../db/database.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type LoginAttempt } from './login-attempt.js'
import { type ReturnTo } from './session.js'

const INSERT = statement(
  'identity.insertAttempt',
  'insert into login_attempt (id_hash, created_at, expires_at, sealed_return) values ($1, $2, $3, $4)',
)

export async function insertAttempt(
  db: Db,
  vault: Vault,
  { secret, returnTo, expiresAt }: LoginAttempt,
  now: Instant,
): Promise<void> {
  const hash = vault.digest(secret)
  const sealed = vault.seal(place(hash), JSON.stringify(returnTo))
  await db.query(INSERT, [hash, instantParameter(now), instantParameter(expiresAt), sealed])
}

const FIND = statement(
  'identity.findAttempt',
  'select sealed_return from login_attempt where id_hash = $1 and answered_at is null and expires_at > $2',
)

/** Where the login of a cookie leads, while it waits for its provider. */
export async function findAttempt(
  db: Db,
  vault: Vault,
  secret: string,
  now: Instant,
): Promise<ReturnTo | undefined> {
  const hash = vault.digest(secret)
  const [row] = await db.query<{ sealed_return: Buffer }>(FIND, [hash, instantParameter(now)])
  return row && opened(vault, hash, row.sealed_return)
}

const FIND_PAST = statement(
  'identity.findPastAttempt',
  'select sealed_return from login_attempt where id_hash = $1',
)

/** Where a login was to lead, answered or over; by its digest. */
export async function findPastAttempt(db: Db, vault: Vault, hash: Buffer): Promise<ReturnTo | undefined> {
  const [row] = await db.query<{ sealed_return: Buffer }>(FIND_PAST, [hash])
  return row && opened(vault, hash, row.sealed_return)
}

const SPEND = statement(
  'identity.spendAttempt',
  `update login_attempt set answered_at = $2
   where id_hash = $1 and answered_at is null and expires_at > $2 returning sealed_return`,
)

/** Checks and spends in one act: of two answers to one login the second finds nothing. */
export async function spendAttempt(
  db: Db,
  vault: Vault,
  secret: string,
  now: Instant,
): Promise<ReturnTo | undefined> {
  const hash = vault.digest(secret)
  const [row] = await db.query<{ sealed_return: Buffer }>(SPEND, [hash, instantParameter(now)])
  return row && opened(vault, hash, row.sealed_return)
}

function opened(vault: Vault, hash: Buffer, sealed: Buffer): ReturnTo {
  return JSON.parse(vault.open(place(hash), sealed)) as ReturnTo
}

function place(hash: Buffer) {
  return { table: 'login_attempt', row: hash.toString('hex') }
}
