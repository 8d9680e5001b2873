import { bulkTable } from '../../db/bulk-table.js'
import { type Session, statement } from '../../db/database.js'
import { Bug } from '../../kernel/failures.js'
import { type Instant } from '../../kernel/instant.js'
import { type AdmittedEvent, type NewEntry } from '../admission/judge-lines.js'
import { type Mac } from '../mac.js'

const LOCK = statement('registry.lockFeed', `select pg_advisory_xact_lock(hashtext('attesta.feed'))`)

const LOCK_LONG = statement(
  'registry.lockFeedForLong',
  `select pg_advisory_xact_lock(hashtext('attesta.feed.long'))`,
)

/**
 * One writer at a time: two imports judge one after the other, so that neither misses what the other records. Batches of
 * long imports queue at a lock of their own, and so only one of them ever stands before an urgent event.
 */
export async function lockFeed(session: Session, isLong = false): Promise<void> {
  if (isLong) await session.query(LOCK_LONG)
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
  `select min(n.seq) as first, max(n.seq) as last
   from (select nextval('feed_event_seq_seq') as seq from generate_series(1, $1::integer)) n`,
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
  ended_event: 'uuid',
})
const LINKS = bulkTable('person_link', { event_seq: 'bigint', person: 'uuid', other_person: 'uuid' })

const REPRESENTATIONS = bulkTable('representation', {
  event_seq: 'bigint',
  person: 'uuid',
  representative: 'uuid',
})

interface Numbered {
  admitted: AdmittedEvent
  seq: number
}

/** Writes admitted events in their order, and the rows that answer what they name. */
export async function insertEvents(session: Session, events: AdmittedEvent[], now: Instant): Promise<void> {
  if (events.length === 0) return
  const first = await nextSeqs(session, events.length)
  const numbered = events.map((admitted, index): Numbered => ({ admitted, seq: first + index }))
  await session.insertRows(EVENTS, {
    seq: numbered.map(({ seq }) => seq),
    event_id: events.map(({ event }) => event.id),
    type: events.map(({ event }) => event.type),
    occurred_at: events.map(({ event }) => event.occurredAt),
    received_at: events.map(() => now),
    person: events.map(({ entry }) => entry),
    content_mac: events.map(({ contentMac }) => bytes(contentMac)),
    sealed_body: events.map(({ sealedBody }) => sealedBody),
  })
  await insertActs(session, numbered)
  await insertReferences(session, numbered)
  await insertLinks(session, numbered)
  await insertRepresentations(session, numbered)
}

/** So many numbers, one after the other: nobody else draws any while we hold the feed's lock. Gives the first. */
async function nextSeqs(session: Session, count: number): Promise<number> {
  const [drawn] = await session.query<{ first: number; last: number }>(NEXT_SEQS, [count])
  if (!drawn || drawn.last - drawn.first + 1 !== count)
    throw new Bug('the numbers of a batch do not follow one another')
  return drawn.first
}

async function insertActs(session: Session, events: Numbered[]): Promise<void> {
  const acts = events.filter(({ admitted }) => admitted.event.type === 'verbale.definito')
  if (acts.length === 0) return
  await session.insertRows(ACTS, {
    event_seq: acts.map(({ seq }) => seq),
    person: acts.map(({ admitted }) => admitted.entry),
    protocollo_mac: acts.map(({ admitted }) => bytes(admitted.protocolloMac ?? '')),
  })
}

async function insertReferences(session: Session, events: Numbered[]): Promise<void> {
  const named = events.filter(
    ({ admitted: { event, protocolloMac } }) =>
      (event.evento ?? event.ended) !== undefined ||
      (protocolloMac !== undefined && event.type !== 'verbale.definito'),
  )
  if (named.length === 0) return
  await session.insertRows(REFERENCES, {
    event_seq: named.map(({ seq }) => seq),
    protocollo_mac: named.map(({ admitted: { protocolloMac } }) =>
      protocolloMac === undefined ? null : bytes(protocolloMac),
    ),
    undone_event: named.map(({ admitted }) => admitted.event.evento ?? null),
    ended_event: named.map(({ admitted }) => admitted.event.ended ?? null),
  })
}

async function insertLinks(session: Session, events: Numbered[]): Promise<void> {
  const changes = events.filter(({ admitted }) => admitted.event.type === 'persona.codiceFiscaleVariato')
  if (changes.length === 0) return
  await session.insertRows(LINKS, {
    event_seq: changes.map(({ seq }) => seq),
    person: changes.map(({ admitted }) => admitted.entry),
    other_person: changes.map(({ admitted }) => admitted.otherEntry ?? ''),
  })
}

async function insertRepresentations(session: Session, events: Numbered[]): Promise<void> {
  const named = events.filter(({ admitted }) => admitted.event.type === 'rappresentanza.registrata')
  if (named.length === 0) return
  await session.insertRows(REPRESENTATIONS, {
    event_seq: named.map(({ seq }) => seq),
    person: named.map(({ admitted }) => admitted.entry),
    representative: named.map(({ admitted }) => admitted.otherEntry ?? ''),
  })
}

function bytes(mac: Mac): Buffer {
  return Buffer.from(mac, 'hex')
}
