import { type Session, statement } from '../db/database.js'
import { type Instant } from '../kernel/instant.js'
import { Archive } from './archive.js'
import { type FactType } from './feed-event.js'
import { type ArchiveKeys } from './record-feed.js'

const hex = (bytes: Buffer) => bytes.toString('hex')
const bytes = (texts: Iterable<string>) => Array.from(texts, (text) => Buffer.from(text, 'hex'))

const FIND_ENTRIES = statement(
  'registry.findEntries',
  'select code_mac, person from codice_fiscale where code_mac = any($1::bytea[])',
)
const FIND_EVENTS = statement(
  'registry.findEvents',
  `select event_id, type, person, occurred_at, content_mac from feed_event where event_id = any($1::uuid[])`,
)
const FIND_ACTS = statement(
  'registry.findActs',
  `select a.protocollo_mac, a.person, e.event_id, e.type, e.occurred_at, e.content_mac
   from act a join feed_event e on e.seq = a.event_seq where a.protocollo_mac = any($1::bytea[])`,
)
const FIND_UNDOINGS = statement(
  'registry.findUndoings',
  `select r.undone_event, e.person, e.occurred_at
   from event_reference r join feed_event e on e.seq = r.event_seq where r.undone_event = any($1::uuid[])`,
)
const FIND_LINKS = statement(
  'registry.findLinks',
  `select distinct e.event_id, e.occurred_at, e.content_mac, l.person, l.other_person
   from x_linked_entries($1::uuid[]) t
   join person_link l on l.person = t.person
   join feed_event e on e.seq = l.event_seq`,
)
const FIND_REGISTERED = statement(
  'registry.findRegistered',
  `select distinct e.person from x_linked_entries($1::uuid[]) t
   join feed_event e on e.person = t.person where e.type = 'persona.registrata'`,
)

interface EventRow {
  event_id: string
  type: FactType
  person: string
  occurred_at: Instant
  content_mac: Buffer
}

/** Loads what is recorded under the keys of a batch, with everything that those people's ties reach. */
export async function loadArchive(session: Session, keys: ArchiveKeys): Promise<Archive> {
  const archive = new Archive()
  for (const row of await session.query<{ code_mac: Buffer; person: string }>(FIND_ENTRIES, [
    bytes(keys.codes),
  ])) {
    archive.entries.set(hex(row.code_mac), row.person)
  }
  for (const row of await session.query<EventRow>(FIND_EVENTS, [keys.events])) addEvent(archive, row)
  for (const row of await session.query<EventRow & { protocollo_mac: Buffer }>(FIND_ACTS, [
    bytes(keys.acts),
  ])) {
    addEvent(archive, row)
    archive.addAct(hex(row.protocollo_mac), { event: row.event_id, entry: row.person })
  }
  await addUndoings(session, archive, [...keys.events, ...archive.events.keys()])
  await addTies(session, archive)
  return archive
}

async function addUndoings(session: Session, archive: Archive, events: string[]): Promise<void> {
  const rows = await session.query<{ undone_event: string; person: string; occurred_at: Instant }>(
    FIND_UNDOINGS,
    [events],
  )
  for (const row of rows) {
    archive.addUndoing({ evento: row.undone_event, entry: row.person, occurredAt: row.occurred_at })
  }
}

async function addTies(session: Session, archive: Archive): Promise<void> {
  const people = new Set([...archive.entries.values(), ...archive.undoings.map(({ entry }) => entry)])
  for (const { entry } of archive.events.values()) people.add(entry)
  const asked = [...people]
  const links = await session.query<Omit<EventRow, 'type'> & { other_person: string }>(FIND_LINKS, [asked])
  for (const row of links) {
    addEvent(archive, { ...row, type: 'persona.codiceFiscaleVariato' })
    archive.addLink({ id: row.event_id, entry: row.person, otherEntry: row.other_person })
  }
  if (links.length > 0) {
    const known = new Set(archive.undoings.map(({ evento }) => evento))
    await addUndoings(
      session,
      archive,
      links.map(({ event_id }) => event_id).filter((id) => !known.has(id)),
    )
  }
  for (const { person } of await session.query<{ person: string }>(FIND_REGISTERED, [asked]))
    archive.registered.add(person)
}

function addEvent(archive: Archive, row: EventRow): void {
  archive.addEvent({
    id: row.event_id,
    type: row.type,
    entry: row.person,
    occurredAt: row.occurred_at,
    contentMac: hex(row.content_mac),
  })
}
