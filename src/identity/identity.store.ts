import { instantParameter } from '../db/column-types.gateway.js'
import { type Session as Db, statement } from '../db/database.js'
import { type Instant, later, MINUTE } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type AuthenticatedPerson } from './authenticated-person.js'
import { type LoginAttempt } from './login.js'
import { type ReturnTo, type Session, SESSION_IDLE } from './session.js'

const INSERT_ATTEMPT = statement(
  'identity.insertAttempt',
  'insert into login_attempt (id_hash, created_at, expires_at, sealed_return) values ($1, $2, $3, $4)',
)

export async function insertAttempt(
  db: Db,
  vault: Vault,
  attempt: LoginAttempt,
  now: Instant,
): Promise<void> {
  const hash = vault.digest(attempt.secret)
  const sealed = vault.seal(attemptPlace(hash), JSON.stringify(attempt.returnTo))
  await db.query(INSERT_ATTEMPT, [hash, instantParameter(now), instantParameter(attempt.expiresAt), sealed])
}

const SPEND_ATTEMPT = statement(
  'identity.spendAttempt',
  `update login_attempt set answered_at = $2
   where id_hash = $1 and answered_at is null and expires_at > $2 returning sealed_return`,
)

export async function spendAttempt(
  db: Db,
  vault: Vault,
  secret: string,
  now: Instant,
): Promise<ReturnTo | undefined> {
  const hash = vault.digest(secret)
  const [row] = await db.query<{ sealed_return: Buffer }>(SPEND_ATTEMPT, [hash, instantParameter(now)])
  return row && (JSON.parse(vault.open(attemptPlace(hash), row.sealed_return)) as ReturnTo)
}

const IS_WAITING = statement(
  'identity.isAttemptWaiting',
  'select id_hash from login_attempt where id_hash = $1 and answered_at is null and expires_at > $2',
)

/** Whether a login begun in this browser still waits for its provider. */
export async function isAttemptWaiting(db: Db, vault: Vault, secret: string, now: Instant): Promise<boolean> {
  return (await db.query(IS_WAITING, [vault.digest(secret), instantParameter(now)])).length === 1
}

const INSERT_SESSION = statement(
  'identity.insertSession',
  `insert into session (id_hash, id, identity_mac, sealed_identity, method, level, provider, sealed_return, csrf,
     created_at, last_seen_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)`,
)

export async function insertSession(db: Db, vault: Vault, session: Session, secret: string): Promise<void> {
  const { id, person, csrf, returnTo, createdAt, expiresAt } = session
  await db.query(INSERT_SESSION, [
    vault.digest(secret),
    id,
    vault.mac('identity', person.codiceFiscale),
    vault.seal(sessionPlace(id), JSON.stringify(person)),
    person.method,
    person.level,
    person.provider,
    vault.seal(sessionPlace(id), JSON.stringify(returnTo)),
    csrf,
    instantParameter(createdAt),
    instantParameter(expiresAt),
  ])
}

interface SessionRow {
  id: string
  sealed_identity: Buffer
  sealed_return: Buffer
  csrf: string
  created_at: Instant
  last_seen_at: Instant
  expires_at: Instant
}

const FIND_SESSION = statement(
  'identity.findSession',
  `select id, sealed_identity, sealed_return, csrf, created_at, last_seen_at, expires_at from session
   where id_hash = $1 and ended_at is null and expires_at > $2 and last_seen_at > $3`,
)

const TOUCH_SESSION = statement(
  'identity.touchSession',
  'update session set last_seen_at = $2 where id_hash = $1',
)

/** The session of a cookie, unless it was idle too long or is too old; being asked for keeps it awake. */
export async function findSession(
  db: Db,
  vault: Vault,
  secret: string,
  now: Instant,
): Promise<Session | undefined> {
  const hash = vault.digest(secret)
  const idleSince = later(now, -SESSION_IDLE)
  const [row] = await db.query<SessionRow>(FIND_SESSION, [
    hash,
    instantParameter(now),
    instantParameter(idleSince),
  ])
  if (!row) return undefined
  // Writing at each request would cost a commit; a minute is fine enough for fifteen.
  if (now - row.last_seen_at > MINUTE) await db.query(TOUCH_SESSION, [hash, instantParameter(now)])
  return {
    id: row.id,
    person: JSON.parse(vault.open(sessionPlace(row.id), row.sealed_identity)) as AuthenticatedPerson,
    csrf: row.csrf,
    returnTo: JSON.parse(vault.open(sessionPlace(row.id), row.sealed_return)) as ReturnTo,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

const END_SESSION = statement(
  'identity.endSession',
  'update session set ended_at = $2 where id_hash = $1 and ended_at is null',
)

export async function endSession(db: Db, vault: Vault, secret: string, now: Instant): Promise<void> {
  await db.query(END_SESSION, [vault.digest(secret), instantParameter(now)])
}

const SET_RETURN = statement('identity.setReturn', 'update session set sealed_return = $2 where id = $1')

export async function setReturn(db: Db, vault: Vault, sessionId: string, returnTo: ReturnTo): Promise<void> {
  await db.query(SET_RETURN, [sessionId, vault.seal(sessionPlace(sessionId), JSON.stringify(returnTo))])
}

const RENEW_SESSION = statement(
  'identity.renewSession',
  'update session set id_hash = $2 where id_hash = $1 and ended_at is null',
)

/** Gives the same session another cookie: at a step-up (security.md T30). */
export async function renewSession(db: Db, vault: Vault, secret: string, fresh: string): Promise<void> {
  await db.query(RENEW_SESSION, [vault.digest(secret), vault.digest(fresh)])
}

function attemptPlace(hash: Buffer) {
  return { table: 'login_attempt', row: hash.toString('hex') }
}

function sessionPlace(id: string) {
  return { table: 'session', row: id }
}
