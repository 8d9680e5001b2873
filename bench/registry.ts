import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { worldFeed } from '../src/cli/world/world-feed.js'
import { statement } from '../src/db/database.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { wireFeedBatches } from '../src/registry/feed-batches.wire.js'
import { testSender } from '../test/feed-door.js'
import { type Archive, vault, type World } from './archive.js'
import { atLeast, atMost, type Figure, median, spread, thousands } from './figures.js'

const ROUNDS = 4
/** People a round, of an invented world: about 3.3 lines each. `PERSONS` makes it larger. */
const PERSONS = Number(process.env['PERSONS'] ?? 100_000) / ROUNDS

/** The tables of a feed, parents first, and which column says whose a row is. */
const TABLES = [
  ['person', 'id, recorded_at', 'id'],
  ['codice_fiscale', 'code_mac, person', 'person'],
  ['feed_event', 'seq, event_id, type, occurred_at, received_at, person, content_mac, sealed_body', 'person'],
  ['act', 'event_seq, person, protocollo_mac', 'person'],
  ['event_reference', 'event_seq, protocollo_mac, undone_event', 'event_seq'],
  ['person_link', 'event_seq, person, other_person', 'person'],
] as const

/**
 * Signed batches, everything included, against COPY of the rows that they made, into tables with the same indexes and
 * keys. COPY reads a file on the server itself: `psql \copy` is not in the package of the server, and sends the same rows
 * through a socket besides.
 */
export async function benchRegistry(world: World): Promise<Figure[]> {
  const [imported, copied] = [await world.archive('imported'), await world.archive('copied')]
  const folder = await mkdtemp(join(tmpdir(), 'attesta-registry-'))
  await chmod(folder, 0o777)
  const sender = await testSender()
  const batches = wireFeedBatches({
    ...imported,
    vault,
    clock: systemClock,
    chance: systemChance,
    log: () => undefined,
    intake: { senders: sender.senders, bodyLimit: 1 },
    importFeed: imported.registry.importFeed,
  })
  const rates = { import: [] as number[], copy: [] as number[] }
  let lines = 0
  let largest = 0
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const batch = await sender.next(
        [...worldFeed({ seed: 1, from: round * PERSONS, persons: PERSONS })].join(''),
      )
      const file = join(folder, 'batch.ndjson')
      await writeFile(file, batch.bytes)
      const rows = batch.manifest.lines
      const before = await lastSeq(imported)
      const report = { ...SILENT, advanced: () => (largest = Math.max(largest, process.memoryUsage.rss())) }
      const taken = await seconds(() => batches.receiveFile(file, batch.signed, report))
      if ((await lastSeq(imported)) - before < rows) throw new Error('a batch was not applied whole')
      rates.import.push(rows / taken)
      lines += rows
      await eachTable((table, columns, owner) =>
        imported.asSuperuser(copyOut(table, columns, owner, before, folder)),
      )
      rates.copy.push(rows / (await seconds(() => copyInto(copied, folder))))
    }
    return [...figuresOf(rates, lines, largest), ...(await bytesOf(imported))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const SILENT = {
  refused: () => undefined,
  released: () => undefined,
  resumed: () => undefined,
  looked: () => undefined,
  read: () => undefined,
}

function figuresOf(rates: Record<'import' | 'copy', number[]>, lines: number, largest: number): Figure[] {
  const ratios = rates.import.map((rate, round) => rate / (rates.copy[round] ?? NaN))
  return [
    {
      name: 'registry',
      what: `signed batches, ${thousands(lines)} lines in all ÷ COPY of the same sealed rows, same tables and indexes`,
      measured: `${spread(rates.import)} ÷ ${spread(rates.copy)} lines/s`,
      ...atLeast(median(ratios), 0.5),
    },
    {
      name: 'registry',
      what: 'time of a line of the last batch ÷ of the first',
      measured: `${thousands(rates.import.at(-1) ?? NaN)}, ${thousands(rates.import[0] ?? NaN)} lines/s`,
      ...atMost((rates.import[0] ?? NaN) / (rates.import.at(-1) ?? NaN), 1.2),
    },
    {
      name: 'registry',
      what: 'most resident memory, batches made in the same process included',
      measured: `${thousands(largest / 1024 ** 2)} MB`,
    },
  ]
}

const SIZES = statement(
  'bench.sizes',
  `select (select count(*) from person)::int as entries, (select count(*) from act)::int as acts, t.name,
     pg_table_size(t.name::regclass)::float8 as rows, pg_indexes_size(t.name::regclass)::float8 as indexes
   from unnest($1::text[]) as t(name)`,
)

/** Bytes on disk, by table. */
async function bytesOf({ database }: Archive): Promise<Figure[]> {
  const names = TABLES.map(([name]) => name)
  const sizes = await database.query<{
    entries: number
    acts: number
    name: string
    rows: number
    indexes: number
  }>(SIZES, [names])
  const [first] = sizes
  const { entries, acts } = first ?? { entries: NaN, acts: NaN }
  const whole = sizes.reduce((sum, { rows, indexes }) => sum + rows + indexes, 0)
  return [
    {
      name: 'registry',
      what: `bytes on disk an entry (${thousands(entries)}), an act (${thousands(acts)})`,
      measured: `${thousands(whole / entries)}, ${thousands(whole / acts)}`,
    },
    ...sizes.map(({ name, rows, indexes }): Figure => {
      return {
        name: 'registry',
        what: `  ${name}: rows, indexes, an entry`,
        measured: `${thousands(rows / entries)}, ${thousands(indexes / entries)}`,
      }
    }),
  ]
}

const LAST = statement('bench.lastSeq', 'select coalesce(max(seq), 0) as seq from feed_event')

async function lastSeq({ database }: Archive): Promise<number> {
  const [row] = await database.query<{ seq: number }>(LAST)
  return row?.seq ?? 0
}

function copyOut(table: string, columns: string, owner: string, after: number, folder: string): string {
  const events = `(select seq, person from feed_event where seq > ${String(after)})`
  const chosen =
    owner === 'event_seq'
      ? `event_seq > ${String(after)}`
      : table === 'person' || table === 'codice_fiscale'
        ? `${owner} in (select person from ${events} e union select other_person from person_link where event_seq > ${String(after)})`
        : `${table === 'feed_event' ? 'seq' : 'event_seq'} > ${String(after)}`
  return `copy (select ${columns} from ${table} where ${chosen}) to '${join(folder, table)}' with (format binary)`
}

async function copyInto(archive: Archive, folder: string): Promise<void> {
  await eachTable((table, columns) =>
    archive.asSuperuser(`copy ${table} (${columns}) from '${join(folder, table)}' with (format binary)`),
  )
}

async function eachTable(work: (table: string, columns: string, owner: string) => Promise<void>) {
  for (const [table, columns, owner] of TABLES) await work(table, columns, owner)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
