import { bulkTable } from '../db/bulk-table.js'
import { type Session, statement } from '../db/database.js'
import { Bug } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { type Mac } from './archive.js'
import { type AdmittedEvent, type NewEntry } from './judge-lines.js'

const LOCK = statement('registry.lockFeed', `select pg_advisory_xact_lock(hashtext('attesta.feed'))`)

/** One writer at a time: two imports judge one after the other, so that neither misses what the other records. */
export async function lockFeed(session: Session): Promise<void> {
  await session.query(LOCK)
}

const PEOPLE = bulkTable('person', { id: 'uuid', recorded_at: 'timestamptz' })
const CODES = bulkTable('codice_fiscale', { code_mac: 'bytea', person: 'uuid' })

export async function insertEntries(session: Session, entries: NewEntry[], now: Instant): Promise<void> {
  if (entries.length === 0) return
  const ids = entries.map(({ id }) => id)
  await session.insertRows(PEOPLE, { id: ids, recorded_at: ids.map(() => now) })
  await session.insertRows(CODES, { code_mac: entries.map(({ codeMac }) => bytes(codeMac)), person: ids })
}

// Numbered by us, so that the rows that point to an event travel with it, without waiting for an answer.
const NEXT_SEQS = statement(
  'registry.nextSeqs',
  `select nextval('feed_event_seq_seq') as seq from generate_series(1, $1::integer)`,
)
const EVENTS = bulkTable('feed_event', {
  seq: 'bigint',
  event_id: 'uuid',
  type: 'text',
  occurred_at: 'timestamptz',
  received_at: 'timestamptz',
  person: 'uuid',
  content_mac: 'bytea',
  sealed_body: 'bytea',
})
const ACTS = bulkTable('act', { event_seq: 'bigint', person: 'uuid', protocollo_mac: 'bytea' })
const REFERENCES = bulkTable('event_reference', {
  event_seq: 'bigint',
  protocollo_mac: 'bytea',
  undone_event: 'uuid',
})
const LINKS = bulkTable('person_link', { event_seq: 'bigint', person: 'uuid', other_person: 'uuid' })

type Numbered = AdmittedEvent & { seq: number }

/** Writes admitted events in their order, and the rows that answer what they name. */
export async function insertEvents(session: Session, events: AdmittedEvent[], now: Instant): Promise<void> {
  if (events.length === 0) return
  const seqs = await session.query<{ seq: number }>(NEXT_SEQS, [events.length])
  const numbered = events.map((event, index): Numbered => {
    const seq = seqs[index]?.seq
    if (seq === undefined) throw new Bug('an event without a number')
    return { ...event, seq }
  })
  await session.insertRows(EVENTS, {
    seq: numbered.map(({ seq }) => seq),
    event_id: numbered.map(({ event }) => event.id),
    type: numbered.map(({ event }) => event.type),
    occurred_at: numbered.map(({ event }) => event.occurredAt),
    received_at: numbered.map(() => now),
    person: numbered.map(({ entry }) => entry),
    content_mac: numbered.map(({ contentMac }) => bytes(contentMac)),
    sealed_body: numbered.map(({ sealedBody }) => sealedBody),
  })
  await insertActs(session, numbered)
  await insertReferences(session, numbered)
  await insertLinks(session, numbered)
}

async function insertActs(session: Session, events: Numbered[]): Promise<void> {
  const acts = events.filter(({ event }) => event.type === 'verbale.definito')
  if (acts.length === 0) return
  await session.insertRows(ACTS, {
    event_seq: acts.map(({ seq }) => seq),
    person: acts.map(({ entry }) => entry),
    protocollo_mac: acts.map(({ protocolloMac = '' }) => bytes(protocolloMac)),
  })
}

async function insertReferences(session: Session, events: Numbered[]): Promise<void> {
  const named = events.filter(
    ({ event, protocolloMac }) =>
      event.evento !== undefined || (protocolloMac !== undefined && event.type !== 'verbale.definito'),
  )
  if (named.length === 0) return
  await session.insertRows(REFERENCES, {
    event_seq: named.map(({ seq }) => seq),
    protocollo_mac: named.map(({ protocolloMac }) =>
      protocolloMac === undefined ? null : bytes(protocolloMac),
    ),
    undone_event: named.map(({ event }) => event.evento ?? null),
  })
}

async function insertLinks(session: Session, events: Numbered[]): Promise<void> {
  const changes = events.filter(({ newEntry }) => newEntry !== undefined)
  if (changes.length === 0) return
  await session.insertRows(LINKS, {
    event_seq: changes.map(({ seq }) => seq),
    person: changes.map(({ entry }) => entry),
    other_person: changes.map(({ newEntry = '' }) => newEntry),
  })
}

function bytes(mac: Mac): Buffer {
  return Buffer.from(mac, 'hex')
}
