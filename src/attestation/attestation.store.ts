import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type Attestation, type EndReason, type Shows } from './attestation.js'
import { type Token } from './token.js'

interface Row {
  id: string
  person: string
  sealed_token: Buffer
  shows: Shows
  issued_at: Instant
  notice_version: number
  notice_read_at: Instant
}

// One holder's requests wait for each other: two parallel issues give one QR.
const LOCK = statement('attestation.lock', `select pg_advisory_xact_lock(hashtext('attestation/' || $1))`)

const FIND_ACTIVE = statement(
  'attestation.findActive',
  `select id, person, sealed_token, shows, issued_at, notice_version, notice_read_at from attestation
   where person = any($1::uuid[]) and ended_at is null order by issued_at desc limit 1`,
)

/** The attestation in use of any of these entries. */
export async function findActive(
  session: Session,
  vault: Vault,
  entries: string[],
): Promise<Attestation | undefined> {
  const [row] = await session.query<Row>(FIND_ACTIVE, [entries])
  return row && read(row, vault)
}

/** The same, keeping everyone else who asks about the same person waiting until the transaction ends. */
export async function claimActive(
  session: Session,
  vault: Vault,
  entries: string[],
): Promise<Attestation | undefined> {
  for (const entry of [...entries].sort()) await session.query(LOCK, [entry])
  return findActive(session, vault, entries)
}

const FIND_IDS = statement(
  'attestation.findIds',
  'select id from attestation where person = any($1::uuid[]) order by issued_at',
)

/** Every attestation that these entries ever had. */
export async function findIds(session: Session, entries: string[]): Promise<string[]> {
  return (await session.query<{ id: string }>(FIND_IDS, [entries])).map(({ id }) => id)
}

const INSERT = statement(
  'attestation.insert',
  `insert into attestation (id, person, token_hash, sealed_token, issued_at, notice_version, notice_read_at, shows)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

export async function insertAttestation(
  session: Session,
  vault: Vault,
  attestation: Attestation,
): Promise<void> {
  const { id, person, token, issuedAt, noticeVersion, noticeReadAt, shows } = attestation
  const sealed = vault.seal({ table: 'attestation', row: id }, token)
  await session.query(INSERT, [
    id,
    person,
    vault.digest(token),
    sealed,
    instantParameter(issuedAt),
    noticeVersion,
    instantParameter(noticeReadAt),
    shows,
  ])
}

const END = statement(
  'attestation.end',
  'update attestation set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null',
)

export async function endAttestation(
  session: Session,
  id: string,
  reason: EndReason,
  at: Instant,
): Promise<void> {
  await session.query(END, [id, instantParameter(at), reason])
}

const SET_SHOWS = statement('attestation.setShows', 'update attestation set shows = $2 where id = $1')

export async function setShows(session: Session, id: string, shows: Shows): Promise<void> {
  await session.query(SET_SHOWS, [id, shows])
}

const INSERT_READING = statement(
  'attestation.insertNoticeReading',
  'insert into notice_reading (person, notice_version, read_at) values ($1, $2, $3) on conflict do nothing',
)

export async function insertNoticeReading(
  session: Session,
  person: string,
  version: number,
  at: Instant,
): Promise<void> {
  await session.query(INSERT_READING, [person, version, instantParameter(at)])
}

const FIND_READING = statement(
  'attestation.findNoticeReading',
  `select read_at from notice_reading where person = any($1::uuid[]) and notice_version = $2
   order by read_at desc limit 1`,
)

export async function findNoticeReading(
  session: Session,
  entries: string[],
  version: number,
): Promise<Instant | undefined> {
  const [row] = await session.query<{ read_at: Instant }>(FIND_READING, [entries, version])
  return row?.read_at
}

function read(row: Row, vault: Vault): Attestation {
  return {
    id: row.id,
    person: row.person,
    token: vault.open({ table: 'attestation', row: row.id }, row.sealed_token) as Token,
    shows: row.shows,
    issuedAt: row.issued_at,
    noticeVersion: row.notice_version,
    noticeReadAt: row.notice_read_at,
  }
}
