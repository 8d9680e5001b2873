import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type QuarantineEntry, type WaitingEvent } from './quarantine.js'
import { type QuarantinedLine, type Refusal, type RefusedLine } from './record-feed.js'

const place = (id: string) => ({ table: 'quarantine', row: id })

const INSERT = statement(
  'registry.insertRefused',
  `insert into quarantine (id, received_at, line, field, reason, code_mac, protocollo_mac, sealed_line)
   select q.id, $8::timestamptz, q.line, q.field, q.reason, q.code_mac, q.protocollo_mac, q.sealed_line
   from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bytea[])
     as q(id, line, field, reason, code_mac, protocollo_mac, sealed_line)`,
)

/** Keeps refused lines whole and sealed: nothing that was sent is lost. */
export async function insertRefused(
  session: Session,
  { vault, chance }: { vault: Vault; chance: Chance },
  lines: RefusedLine[],
  now: Instant,
): Promise<void> {
  if (lines.length === 0) return
  const ids = lines.map(() => chance.uuid())
  await session.query(INSERT, [
    ids,
    lines.map(({ line }) => line),
    lines.map(({ field }) => field.slice(0, 200)),
    lines.map(({ reason }) => reason),
    lines.map(({ codeMac }) => fromHex(codeMac)),
    lines.map(({ protocolloMac }) => fromHex(protocolloMac)),
    lines.map(({ text }, index) => vault.seal(place(ids[index] ?? ''), text)),
    instantParameter(now),
  ])
}

interface LineRow {
  id: string
  line: number
  sealed_line: Buffer
}

const FIND_ABOUT = statement(
  'registry.findQuarantinedAbout',
  `with about as (
     select q.id from x_linked_entries($1::uuid[]) t
     join codice_fiscale c on c.person = t.person
     join quarantine q on q.code_mac = c.code_mac where q.replayed_at is null
     union
     select q.id from feed_event e
     join act a on a.event_seq = e.seq
     join quarantine q on q.protocollo_mac = a.protocollo_mac
     where e.event_id = any($2::uuid[]) and q.replayed_at is null
   )
   select q.id, q.line, q.sealed_line from about join quarantine q on q.id = about.id
   order by q.received_at, q.line, q.id`,
)

/** Open lines about anybody who was ever tied to these entries, or with the protocollo of one of these acts. */
export async function findQuarantinedAbout(
  session: Session,
  vault: Vault,
  { entries, actEvents }: { entries: string[]; actEvents: string[] },
): Promise<QuarantinedLine[]> {
  return (await session.query<LineRow>(FIND_ABOUT, [entries, actEvents])).map((row) => open(row, vault))
}

const FIND_OPEN = statement(
  'registry.findQuarantined',
  `select id, line, sealed_line from quarantine
   where replayed_at is null and (cardinality($1::uuid[]) = 0 or id = any($1::uuid[])) order by received_at, line, id`,
)

/** Open lines, all or those named. */
export async function findQuarantined(
  session: Session,
  vault: Vault,
  ids: string[],
): Promise<QuarantinedLine[]> {
  return (await session.query<LineRow>(FIND_OPEN, [ids])).map((row) => open(row, vault))
}

const RELEASE = statement(
  'registry.releaseQuarantined',
  'update quarantine set replayed_at = $2 where id = any($1::uuid[])',
)

export async function releaseQuarantined(session: Session, ids: string[], now: Instant): Promise<void> {
  if (ids.length > 0) await session.query(RELEASE, [ids, instantParameter(now)])
}

const UPDATE = statement(
  'registry.updateQuarantined',
  `update quarantine set field = r.field, reason = r.reason
   from unnest($1::uuid[], $2::text[], $3::text[]) as r(id, field, reason) where quarantine.id = r.id`,
)

/** What is wrong with them now: it may have changed. */
export async function updateQuarantined(
  session: Session,
  lines: (Refusal & { id: string })[],
): Promise<void> {
  if (lines.length === 0) return
  await session.query(UPDATE, [
    lines.map(({ id }) => id),
    lines.map(({ field }) => field),
    lines.map(({ reason }) => reason),
  ])
}

const LIST = statement(
  'registry.listQuarantine',
  `select id, line, field, reason, received_at from quarantine where replayed_at is null order by received_at, line, id`,
)

export async function listQuarantine(session: Session): Promise<QuarantineEntry[]> {
  const rows = await session.query<Omit<QuarantineEntry, 'receivedAt'> & { received_at: Instant }>(LIST)
  return rows.map(({ received_at: receivedAt, ...entry }) => ({ ...entry, receivedAt }))
}

const LIST_WAITING = statement(
  'registry.listWaiting',
  `with unregistered as (
     select e.seq from feed_event e where not exists (
       select from x_linked_entries(array[e.person]) t
       join feed_event r on r.person = t.person and r.type = 'persona.registrata')
   )
   select e.event_id, e.type, e.received_at, 'registration' as waits_for
   from feed_event e join unregistered u on u.seq = e.seq
   union all
   select e.event_id, e.type, e.received_at, case when r.undone_event is null then 'act' else 'event' end
   from feed_event e join event_reference r on r.event_seq = e.seq
   where not exists (select from unregistered u where u.seq = e.seq)
     and not exists (select from act a where a.protocollo_mac = r.protocollo_mac)
     and not exists (select from feed_event n where n.event_id = r.undone_event)
   order by received_at, event_id`,
)

/** Recorded events that have no effect yet, and what each waits for. */
export async function listWaiting(session: Session): Promise<WaitingEvent[]> {
  const rows = await session.query<{
    event_id: string
    type: string
    received_at: Instant
    waits_for: WaitingEvent['waitsFor']
  }>(LIST_WAITING)
  return rows.map((row) => ({
    id: row.event_id,
    type: row.type,
    receivedAt: row.received_at,
    waitsFor: row.waits_for,
  }))
}

function fromHex(text: string | undefined): Buffer | null {
  return text === undefined ? null : Buffer.from(text, 'hex')
}

function open({ id, line, sealed_line: sealed }: LineRow, vault: Vault): QuarantinedLine {
  return { id, line, text: vault.open(place(id), sealed) }
}
