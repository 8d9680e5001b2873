import { type Instant } from '../kernel/instant.js'
import { type Dossier } from './dossier.js'
import { type Fact, type FactType, type FeedEvent, type RecordedEvent } from './feed-event.js'

/** A row of `x_dossier`: one recorded event, or an entry that has none. */
export interface DossierRow {
  /** The entry asked for. */
  start: string
  /** The entry under which this was recorded. */
  person: string
  code_mac: Buffer
  seq: number | null
  event_id: string | null
  type: string | null
  occurred_at: Instant | null
  sealed_body: Buffer | null
  other_person: string | null
}

/** Opens a sealed value of a row; given by the caller's vault. */
export type OpenSealed = (place: { table: string; row: string }, sealed: Buffer) => string

/** Where the body of an event is sealed: the same words when it is written and when it is read. */
export function bodyPlace(eventId: string): { table: string; row: string } {
  return { table: 'feed_event', row: eventId }
}

/** Gathers the rows of one entry asked for. Our own sealed events are trusted: they were read strictly when they came. */
export function toDossier(start: string, rows: DossierRow[], open: OpenSealed): Dossier {
  const entries = new Map<string, Buffer>()
  const events: RecordedEvent[] = []
  for (const row of rows) {
    entries.set(row.person, row.code_mac)
    const event = toEvent(row, open)
    if (event) events.push(event)
  }
  return {
    start,
    entries: Array.from(entries, ([id, codeMac]) => ({ id, codeMac })),
    events: events.sort(byInstant),
  }
}

/** An order that is not that of arrival, for rules that find two events equal. */
function byInstant(one: RecordedEvent, other: RecordedEvent): number {
  return one.occurredAt - other.occurredAt || (one.id < other.id ? -1 : 1)
}

function toEvent(row: DossierRow, open: OpenSealed): RecordedEvent | undefined {
  const { seq, event_id: id, type, occurred_at: occurredAt, sealed_body: sealed } = row
  if (seq === null || id === null || type === null || occurredAt === null || sealed === null) return undefined
  const { codiceFiscale, data } = JSON.parse(open(bodyPlace(id), sealed)) as FeedEvent
  const fact = { type: type as FactType, data: withDefaults(type, data) } as Fact
  const other = row.other_person === null ? {} : { otherEntry: row.other_person }
  return { ...fact, id, seq, occurredAt, entry: row.person, codiceFiscale, ...other }
}

/** `territorio` is `INPS` where a registration does not say (docs/contracts.md §1). */
function withDefaults(type: string, data: Fact['data']): Fact['data'] {
  return type === 'persona.registrata' ? { territorio: 'INPS', ...data } : data
}
