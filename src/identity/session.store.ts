import { instantParameter } from '../db/column-types.gateway.js'
import { type Session as Db, statement } from '../db/database.js'
import { type Instant, later, MINUTE } from '../kernel/instant.js'
import { identityWords, type PersonIdentity } from '../kernel/person-identity.js'
import { type Vault } from '../vault/vault.js'
import { type Chosen } from './acting-for.js'
import { type AuthenticatedPerson, identityOf, type Level, type Method } from './authenticated-person.js'
import { type OpenSession, type ReturnTo, type Session, SESSION_IDLE } from './session.js'

const INSERT = statement(
  'identity.insertSession',
  `insert into session (id_hash, id, identity_mac, sealed_identity, method, level, provider, sealed_return, csrf,
     created_at, last_seen_at, expires_at, acting_for, chose_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13)`,
)

export async function insertSession(db: Db, vault: Vault, session: Session, secret: string): Promise<void> {
  const { id, person, csrf, returnTo, createdAt, expiresAt, chosen } = session
  await db.query(INSERT, [
    vault.digest(secret),
    id,
    vault.mac('identity', identityWords(identityOf(person))),
    vault.seal(place(id), JSON.stringify(person)),
    person.method,
    person.level,
    person.provider,
    vault.seal(place(id), JSON.stringify(returnTo)),
    csrf,
    instantParameter(createdAt),
    instantParameter(expiresAt),
    entryOf(chosen),
    instantParameter(chosen && createdAt),
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
  acting_for: string | null
  chose_at: Instant | null
}

const FIND = statement(
  'identity.findSession',
  `select id, sealed_identity, sealed_return, csrf, created_at, last_seen_at, expires_at, acting_for, chose_at
   from session where id_hash = $1 and ended_at is null and expires_at > $2 and last_seen_at > $3`,
)

const TOUCH = statement(
  'identity.touchSession',
  'update session set last_seen_at = $2 where id_hash = $1 and last_seen_at < $2',
)

/** The session of a cookie, unless it was idle too long or is too old; being asked for keeps it awake. */
export async function findSession(
  db: Db,
  vault: Vault,
  secret: string,
  now: Instant,
): Promise<Session | undefined> {
  const hash = vault.digest(secret)
  const idleSince = instantParameter(later(now, -SESSION_IDLE))
  const [row] = await db.query<SessionRow>(FIND, [hash, instantParameter(now), idleSince])
  if (!row) return undefined
  // Writing at each request would cost a commit; a minute is fine enough for fifteen.
  if (now - row.last_seen_at > MINUTE) await db.query(TOUCH, [hash, instantParameter(now)])
  return {
    id: row.id,
    person: JSON.parse(vault.open(place(row.id), row.sealed_identity)) as AuthenticatedPerson,
    csrf: row.csrf,
    returnTo: JSON.parse(vault.open(place(row.id), row.sealed_return)) as ReturnTo,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    chosen: chosenOf(row),
  }
}

const FIND_ENDED = statement(
  'identity.findEndedSession',
  'select id, sealed_identity, csrf, acting_for, chose_at from session where id_hash = $1',
)

/** Whose a session was, in force or not: to tell who wrote a form that arrives after its end. */
export async function findEndedSession(
  db: Db,
  vault: Vault,
  secret: string,
): Promise<Pick<Session, 'person' | 'csrf' | 'chosen'> | undefined> {
  const [row] = await db.query<SessionRow>(FIND_ENDED, [vault.digest(secret)])
  if (!row) return undefined
  const person = JSON.parse(vault.open(place(row.id), row.sealed_identity)) as AuthenticatedPerson
  return { person, csrf: row.csrf, chosen: chosenOf(row) }
}

const END = statement(
  'identity.endSession',
  'update session set ended_at = $2 where id_hash = $1 and ended_at is null returning id',
)

/** Ends the session of a cookie; tells whether there was one to end. */
export async function endSession(db: Db, vault: Vault, secret: string, now: Instant): Promise<boolean> {
  return (await db.query(END, [vault.digest(secret), instantParameter(now)])).length === 1
}

const SET_RETURN = statement('identity.setReturn', 'update session set sealed_return = $2 where id = $1')

export async function setReturn(db: Db, vault: Vault, id: string, returnTo: ReturnTo): Promise<void> {
  await db.query(SET_RETURN, [id, vault.seal(place(id), JSON.stringify(returnTo))])
}

const RENEW = statement(
  'identity.renewSession',
  `update session set id_hash = $2, sealed_return = $4
   where id_hash = $1 and id = $3 and ended_at is null returning id`,
)

/** Gives the same session another cookie and another way to go: at a step-up (T30). */
export async function renewSession(
  db: Db,
  vault: Vault,
  { id, secret, fresh, returnTo }: { id: string; secret: string; fresh: string; returnTo: ReturnTo },
): Promise<boolean> {
  const sealed = vault.seal(place(id), JSON.stringify(returnTo))
  return (await db.query(RENEW, [vault.digest(secret), vault.digest(fresh), id, sealed])).length === 1
}

const SET_ORGANISATION = statement(
  'identity.setOrganisation',
  'update session set organisation = $2 where id = $1 and organisation is distinct from $2',
)

/** For which body somebody has worked in this session: known as soon as they say so. */
export async function setOrganisation(db: Db, id: string, organisation: string): Promise<void> {
  await db.query(SET_ORGANISATION, [id, organisation])
}

const FIND_OPEN = statement(
  'identity.findOpenSessions',
  `select id, method, level, provider, created_at, last_seen_at from session
   where identity_mac = any($1::bytea[]) and ended_at is null and expires_at > $2 and last_seen_at > $3
   order by last_seen_at desc, created_at desc`,
)

interface OpenRow {
  id: string
  method: Method
  level: Level
  provider: string
  created_at: Instant
  last_seen_at: Instant
}

/** Everything that is open for one verified identity, however it was logged in: a name joins nobody. */
export async function findOpenSessions(
  db: Db,
  vault: Vault,
  identity: PersonIdentity,
  now: Instant,
): Promise<OpenSession[]> {
  const idleSince = instantParameter(later(now, -SESSION_IDLE))
  const asked = [vault.macs('identity', identityWords(identity)), instantParameter(now), idleSince]
  const rows = await db.query<OpenRow>(FIND_OPEN, asked)
  return rows.map(({ created_at, last_seen_at, ...row }) => ({
    ...row,
    createdAt: created_at,
    lastSeenAt: last_seen_at,
  }))
}

const END_BY_ID = statement(
  'identity.endSessionsById',
  'update session set ended_at = $2 where id = any($1::uuid[]) and ended_at is null returning id',
)

/** Ends these sessions, and says which of them were still open. */
export async function endSessionsById(db: Db, ids: string[], now: Instant): Promise<string[]> {
  const rows = await db.query<{ id: string }>(END_BY_ID, [ids, instantParameter(now)])
  return rows.map(({ id }) => id)
}

const END_OF_BODY = statement(
  'identity.endSessionsOfBody',
  `update session set ended_at = $3
   where ended_at is null and expires_at > $3 and (organisation = $1 or identity_mac = any($2::bytea[])) returning id`,
)

/** Ends the sessions in which somebody worked for a body, and every other one of the people named by their look-up codes. */
export async function endSessionsOfBody(
  db: Db,
  organisation: string,
  macs: Buffer[],
  now: Instant,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(END_OF_BODY, [organisation, macs, instantParameter(now)])
  return rows.map(({ id }) => id)
}

const CHOOSE = statement(
  'identity.chooseForWhom',
  'update session set acting_for = $2, chose_at = $3, csrf = $4 where id = $1 and ended_at is null',
)

/** Keeps for whom a session is from now on. Forms that another tab shows are of the person before: they are good no more. */
export async function setChosen(
  db: Db,
  { id, chosen, csrf, now }: { id: string; chosen: Chosen; csrf: string; now: Instant },
): Promise<void> {
  await db.query(CHOOSE, [id, entryOf(chosen), instantParameter(now), csrf])
}

function entryOf(chosen: Chosen | undefined): string | null {
  return chosen?.kind === 'other' ? chosen.entry : null
}

function chosenOf({
  acting_for: entry,
  chose_at: at,
}: Pick<SessionRow, 'acting_for' | 'chose_at'>): Chosen | undefined {
  if (at === null) return undefined
  return entry === null ? { kind: 'self' } : { kind: 'other', entry }
}

function place(id: string) {
  return { table: 'session', row: id }
}
