import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { Bug } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { type AdmittedEvent, type NewEntry } from './judge-lines.js'

const LOCK = statement('registry.lockFeed', `select pg_advisory_xact_lock(hashtext('attesta.feed'))`)

/** One writer at a time: two imports judge one after the other, so that neither misses what the other records. */
export async function lockFeed(session: Session): Promise<void> {
  await session.query(LOCK)
}

const INSERT_PEOPLE = statement(
  'registry.insertPeople',
  `insert into person (id, recorded_at) select p.id, $2::timestamptz from unnest($1::uuid[]) as p(id)`,
)
const INSERT_CODES = statement(
  'registry.insertCodes',
  `insert into codice_fiscale (code_mac, person)
   select c.code_mac, c.person from unnest($1::bytea[], $2::uuid[]) as c(code_mac, person)`,
)

export async function insertEntries(session: Session, entries: NewEntry[], now: Instant): Promise<void> {
  if (entries.length === 0) return
  const ids = entries.map(({ id }) => id)
  await session.query(INSERT_PEOPLE, [ids, instantParameter(now)])
  await session.query(INSERT_CODES, [entries.map(({ codeMac }) => Buffer.from(codeMac, 'hex')), ids])
}

const INSERT_EVENTS = statement(
  'registry.insertEvents',
  `insert into feed_event (event_id, type, occurred_at, received_at, person, content_mac, sealed_body)
   select e.event_id, e.type, e.occurred_at, $7::timestamptz, e.person, e.content_mac, e.sealed_body
   from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::bytea[], $6::bytea[]) with ordinality
     as e(event_id, type, occurred_at, person, content_mac, sealed_body, place)
   order by e.place
   returning seq, event_id`,
)
const INSERT_ACTS = statement(
  'registry.insertActs',
  `insert into act (event_seq, person, protocollo_mac)
   select a.event_seq, a.person, a.protocollo_mac
   from unnest($1::bigint[], $2::uuid[], $3::bytea[]) as a(event_seq, person, protocollo_mac)`,
)
const INSERT_REFERENCES = statement(
  'registry.insertReferences',
  `insert into event_reference (event_seq, protocollo_mac, undone_event)
   select r.event_seq, r.protocollo_mac, r.undone_event
   from unnest($1::bigint[], $2::bytea[], $3::uuid[]) as r(event_seq, protocollo_mac, undone_event)`,
)
const INSERT_LINKS = statement(
  'registry.insertLinks',
  `insert into person_link (event_seq, person, other_person)
   select l.event_seq, l.person, l.other_person
   from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as l(event_seq, person, other_person)`,
)

/** Writes admitted events in their order, and the rows that answer what they name. */
export async function insertEvents(session: Session, events: AdmittedEvent[], now: Instant): Promise<void> {
  if (events.length === 0) return
  const rows = await session.query<{ seq: number; event_id: string }>(INSERT_EVENTS, [
    events.map(({ event }) => event.id),
    events.map(({ event }) => event.type),
    events.map(({ event }) => instantParameter(event.occurredAt)),
    events.map(({ entry }) => entry),
    events.map(({ contentMac }) => Buffer.from(contentMac, 'hex')),
    events.map(({ sealedBody }) => sealedBody),
    instantParameter(now),
  ])
  const seqs = new Map(rows.map(({ seq, event_id }) => [event_id, seq]))
  const numbered = events.map((admitted) => {
    const seq = seqs.get(admitted.event.id)
    if (seq === undefined) throw new Bug('an event was not recorded')
    return { ...admitted, seq }
  })
  await insertActs(session, numbered)
  await insertReferences(session, numbered)
  await insertLinks(session, numbered)
}

type Numbered = AdmittedEvent & { seq: number }

async function insertActs(session: Session, events: Numbered[]): Promise<void> {
  const acts = events.filter(({ event }) => event.type === 'verbale.definito')
  if (acts.length === 0) return
  await session.query(INSERT_ACTS, [
    acts.map(({ seq }) => seq),
    acts.map(({ entry }) => entry),
    acts.map(({ protocolloMac = '' }) => Buffer.from(protocolloMac, 'hex')),
  ])
}

async function insertReferences(session: Session, events: Numbered[]): Promise<void> {
  const naming = events.filter(
    ({ event }) =>
      event.type === 'evento.annullato' || ('protocollo' in event.data && event.type !== 'verbale.definito'),
  )
  if (naming.length === 0) return
  await session.query(INSERT_REFERENCES, [
    naming.map(({ seq }) => seq),
    naming.map(({ protocolloMac }) =>
      protocolloMac === undefined ? null : Buffer.from(protocolloMac, 'hex'),
    ),
    naming.map(({ event }) => (event.type === 'evento.annullato' ? event.data.evento : null)),
  ])
}

async function insertLinks(session: Session, events: Numbered[]): Promise<void> {
  const links = events.filter(({ newEntry }) => newEntry !== undefined)
  if (links.length === 0) return
  await session.query(INSERT_LINKS, [
    links.map(({ seq }) => seq),
    links.map(({ entry }) => entry),
    links.map(({ newEntry = null }) => newEntry),
  ])
}
