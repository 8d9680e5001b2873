import { join } from 'node:path'
import { statement } from '../../src/db/database.js'
import { type Archive } from '../archive.js'

/** The tables of a feed, parents first. */
export const TABLES = [
  'person',
  'codice_fiscale',
  'feed_event',
  'act',
  'event_reference',
  'person_link',
] as const

const COLUMNS: Record<(typeof TABLES)[number], string> = {
  person: 'id, recorded_at',
  codice_fiscale: 'code_mac, person',
  feed_event: 'seq, event_id, type, occurred_at, received_at, person, content_mac, sealed_body',
  act: 'event_seq, person, protocollo_mac',
  event_reference: 'event_seq, protocollo_mac, undone_event',
  person_link: 'event_seq, person, other_person',
}

/** A moment of an archive: the last event, and when the last entry was made. */
export interface Mark {
  seq: number
  entry: string
}

const MARK = statement(
  'bench.mark',
  `select (select coalesce(max(seq), 0) from feed_event) as seq,
     (select coalesce(max(recorded_at), '-infinity') from person)::text as entry`,
)

export async function markOf({ database }: Archive): Promise<Mark> {
  const [mark] = await database.query<Mark>(MARK)
  if (!mark) throw new Error('an archive without a last event')
  return mark
}

/** Writes the rows made since a mark into files, in PostgreSQL's own binary format, on the server itself. */
export async function copyOut(archive: Archive, { seq, entry }: Mark, folder: string): Promise<void> {
  const newEntries = `recorded_at > '${entry}'`
  for (const table of TABLES) {
    const rows =
      table === 'person'
        ? newEntries
        : table === 'codice_fiscale'
          ? `person in (select id from person where ${newEntries})`
          : `${table === 'feed_event' ? 'seq' : 'event_seq'} > ${String(seq)}`
    await archive.asSuperuser(
      `copy (select ${COLUMNS[table]} from ${table} where ${rows}) to '${join(folder, table)}' with (format binary)`,
    )
  }
}

/** Reads them into another archive: the least that recording these rows can cost. */
export async function copyInto(archive: Archive, folder: string): Promise<void> {
  for (const table of TABLES)
    await archive.asSuperuser(
      `copy ${table} (${COLUMNS[table]}) from '${join(folder, table)}' with (format binary)`,
    )
}
