import { Readable } from 'node:stream'
import { linesOf } from '../../src/cli/lines.js'
import { type Database, statement } from '../../src/db/database.js'
import { type Refusal } from '../../src/registry/quarantine/quarantine.js'
import { type FeedCount } from '../../src/registry/recording/record-feed.js'
import { allOf, openRegistry } from '../stories.js'
import { expectedLines, tellsTooMuch } from './judge.js'
import { type MutatedFeed } from './mutated-feed.js'

const RECORDED = statement(
  'fuzz.recorded',
  'select count(*) as events from feed_event where event_id = any($1::uuid[])',
)
/** What only the archive can hold against a line that is good by itself. */
const BY_ADMISSION = /^(id|data\.(protocollo|sostituisce|evento|nuovoCodiceFiscale))$/

export interface Imported {
  count: FeedCount
  faults: string[]
}

/** Imports a mutated feed into a database, and says what must not have happened. */
export async function importMutated(database: Database, feed: MutatedFeed): Promise<Imported> {
  const registry = openRegistry(database)
  const refusals: Refusal[] = []
  const released: number[] = []
  const count = await registry.importFeed(linesOf('-', Readable.from([feed.bytes])), {
    refused: (refusal) => refusals.push(refusal),
    released: (line) => released.push(line),
    resumed: () => undefined,
    advanced: () => undefined,
  })
  const faults: string[] = []
  const expected = expectedLines(feed.bytes)
  const texts = new Map(expected.map(({ line, text }) => [line, text ?? '']))
  const total = count.applied + count.repeated + count.waiting + count.refused
  if (total !== expected.length)
    faults.push(`${String(total)} lines counted, ${String(expected.length)} sent`)
  const refused = new Map(refusals.map((refusal) => [refusal.line, refusal]))
  if (refused.size - released.length !== count.refused)
    faults.push(`${String(refused.size)} lines told, ${String(count.refused)} refused`)
  for (const { line, valid } of expected) {
    const refusal = refused.get(line)
    if (!valid && refusal === undefined)
      faults.push(`line ${String(line)} was taken: ${texts.get(line) ?? ''}`)
    if (valid && refusal && !BY_ADMISSION.test(refusal.field))
      faults.push(`line ${String(line)} was refused for ${refusal.field}: ${texts.get(line) ?? ''}`)
  }
  for (const refusal of refusals)
    if (refusal.field !== 'line' && tellsTooMuch(refusal, texts.get(refusal.line) ?? '') !== undefined)
      faults.push(`line ${String(refusal.line)} is told wrong: ${refusal.field}: ${refusal.reason}`)
  const [row] = await database.query<{ events: number }>(RECORDED, [feed.neighbours])
  if (row?.events !== feed.neighbours.length)
    faults.push(`${String(row?.events)} neighbours of ${String(feed.neighbours.length)} were recorded`)
  return { count, faults }
}

/** Nothing that was refused is lost: one row a different text. */
export async function quarantined(database: Database): Promise<number> {
  return (await allOf(openRegistry(database).listQuarantine())).length
}
