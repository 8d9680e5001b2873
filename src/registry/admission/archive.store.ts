import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type FactType } from '../feed-event.js'
import { type Mac, macText } from '../mac.js'
import { type PreparedEvent } from '../reading/prepare-line.js'
import { Archive, type ArchivedEvent } from './archive.js'
import { otherCodes } from './other-codes.js'

/** What a batch names: all that the archive is asked for. */
export interface ArchiveKeys {
  /** Ids of the events themselves, and of those they take back. */
  events: Iterable<string>
  codes: Iterable<Mac>
  acts: Iterable<Mac>
  /** The same under other look-up keys, while these are being rotated, with their current look-up codes. */
  otherCodes?: ReadonlyMap<Mac, Mac>
}

interface EventRow {
  event_id: string
  type: FactType
  person: string
  occurred_at: Instant
  content_mac: Buffer
}

// `lateral … offset 0` looks each key up in its index: before a first import was analysed, the planner would rather
// read the whole table for every batch.
const FIND_ENTRIES = statement(
  'registry.findEntries',
  'select code_mac, person from codice_fiscale where code_mac = any($1::bytea[])',
)
const FIND_EVENTS = statement(
  'registry.findEvents',
  'select event_id, type, person, occurred_at, content_mac from feed_event where event_id = any($1::uuid[])',
)
const FIND_ACTS = statement(
  'registry.findActs',
  `select a.protocollo_mac, e.event_id, e.type, e.person, e.occurred_at, e.content_mac
   from unnest($1::bytea[]) as named(mac),
     lateral (select protocollo_mac, event_seq from act where protocollo_mac = named.mac offset 0) a,
     lateral (select event_id, type, person, occurred_at, content_mac from feed_event where seq = a.event_seq offset 0) e`,
)
const FIND_UNDOINGS = statement(
  'registry.findUndoings',
  `select r.undone_event, e.person, e.occurred_at
   from unnest($1::uuid[]) as named(id),
     lateral (select undone_event, event_seq from event_reference where undone_event = named.id offset 0) r,
     lateral (select person, occurred_at from feed_event where seq = r.event_seq offset 0) e`,
)
const FIND_LINKS = statement(
  'registry.findLinks',
  `select e.event_id, e.type, e.person, e.occurred_at, e.content_mac, l.other_person
   from (select distinct t.person from x_linked_entries($1::uuid[]) t) t,
     lateral (select other_person, event_seq from person_link where person = t.person offset 0) l,
     lateral (select event_id, type, person, occurred_at, content_mac from feed_event where seq = l.event_seq offset 0) e`,
)
const FIND_REGISTERED = statement(
  'registry.findRegistered',
  `select distinct e.person
   from unnest($1::uuid[]) as named(id),
     lateral (select person from feed_event where person = named.id and type = 'persona.registrata' offset 0) e`,
)

/** Loads what is recorded about the people, acts and events that a batch names. */
export function loadArchiveFor(session: Session, vault: Vault, events: PreparedEvent[]): Promise<Archive> {
  return loadArchive(session, {
    events: events.flatMap(({ event: { id, evento, ended } }) => {
      const named = evento ?? ended
      return named === undefined ? [id] : [id, named]
    }),
    codes: new Set(events.flatMap(({ codeMac, otherCodeMac }) => [codeMac, otherCodeMac].filter(isThere))),
    acts: events.flatMap(({ protocolloMac, sostituisceMac }) =>
      [protocolloMac, sostituisceMac].filter(isThere),
    ),
    otherCodes: otherCodes(vault, events),
  })
}

/** Loads what is recorded under the keys of a batch, with everything that those people's ties reach. */
export async function loadArchive(session: Session, keys: ArchiveKeys): Promise<Archive> {
  const { otherCodes = new Map<Mac, Mac>() } = keys
  const archive = new Archive(otherCodes)
  const codes = await session.query<{ code_mac: Buffer; person: string }>(FIND_ENTRIES, [
    bytes([...keys.codes, ...otherCodes.keys()]),
  ])
  for (const row of codes) archive.addEntry(macText(row.code_mac), row.person)
  const named = [...keys.events]
  for (const row of await session.query<EventRow>(FIND_EVENTS, [named])) archive.addEvent(eventOf(row))
  const acts = await session.query<EventRow & { protocollo_mac: Buffer }>(FIND_ACTS, [
    bytes([...keys.acts, ...otherCodes.keys()]),
  ])
  for (const row of acts) {
    archive.addEvent(eventOf(row))
    archive.addAct(macText(row.protocollo_mac), eventOf(row))
  }
  const people = new Set(archive.entries.values())
  for (const { entry } of archive.events.values()) people.add(entry)
  const undoable = new Set([...named, ...archive.events.keys()])
  for (const link of await loadLinks(session, archive, people)) undoable.add(link)
  await loadUndoings(session, archive, undoable)
  const registered = await session.query<{ person: string }>(FIND_REGISTERED, [[...people]])
  for (const { person } of registered) archive.registered.add(person)
  return archive
}

/** Ties of the people so far; whom they lead to joins `people`. */
async function loadLinks(session: Session, archive: Archive, people: Set<string>): Promise<string[]> {
  const rows = await session.query<EventRow & { other_person: string }>(FIND_LINKS, [[...people]])
  for (const row of rows) {
    archive.addEvent(eventOf(row))
    archive.addLink({ id: row.event_id, entry: row.person, otherEntry: row.other_person })
    people.add(row.person).add(row.other_person)
  }
  return rows.map(({ event_id }) => event_id)
}

async function loadUndoings(session: Session, archive: Archive, events: Set<string>): Promise<void> {
  const rows = await session.query<{ undone_event: string; person: string; occurred_at: Instant }>(
    FIND_UNDOINGS,
    [[...events]],
  )
  for (const { undone_event: evento, person: entry, occurred_at: occurredAt } of rows)
    archive.addUndoing({ evento, entry, occurredAt })
}

function eventOf(row: EventRow): ArchivedEvent {
  const { event_id: id, type, person: entry, occurred_at: occurredAt, content_mac: mac } = row
  return { id, type, entry, occurredAt, contentMac: macText(mac) }
}

function isThere(mac: Mac | undefined): mac is Mac {
  return mac !== undefined
}

function bytes(macs: Iterable<Mac>): Buffer[] {
  return Array.from(macs, (mac) => Buffer.from(mac, 'hex'))
}
