import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { type Archive, importLines, PEOPLE, type World } from './archive.js'
import { type Figure, median, spread, thousands } from './figures.js'
import { feedOf } from './people.js'

const ROUNDS = 4

/** The tables of a feed, parents first, and how the rows of the people of one round are chosen. */
const TABLES = [
  ['person', 'id, recorded_at', 'id in (select person from round)'],
  ['codice_fiscale', 'code_mac, person', 'person in (select person from round)'],
  [
    'feed_event',
    'seq, event_id, type, occurred_at, received_at, person, content_mac, sealed_body',
    'person in (select person from round)',
  ],
  ['act', 'event_seq, person, protocollo_mac', 'person in (select person from round)'],
] as const

/**
 * Import against COPY of the rows that it made, into tables with the same indexes and keys. COPY reads a file on the
 * server itself: `psql \copy` is not in the package of the server, and sends the same rows through a socket besides.
 */
export async function benchFeed(world: World): Promise<Figure[]> {
  const [imported, copied] = [await world.archive('large'), await world.archive('copied')]
  const folder = await mkdtemp(join(tmpdir(), 'attesta-copy-'))
  await chmod(folder, 0o777)
  const rates = { import: [] as number[], copy: [] as number[] }
  let lines = 0
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const feed = feedOf((PEOPLE / ROUNDS) * round, (PEOPLE / ROUNDS) * (round + 1))
      lines += feed.length
      rates.import.push(feed.length / (await seconds(() => importLines(imported, feed))))
      await eachTable((table, columns, chosen) =>
        imported.asSuperuser(
          `copy (with round as (select distinct person from feed_event where seq > ${String(lines - feed.length)})
           select ${columns} from ${table} where ${chosen}) to '${join(folder, table)}' with (format binary)`,
        ),
      )
      rates.copy.push(feed.length / (await seconds(() => copyInto(copied, folder))))
      imported.people = (PEOPLE / ROUNDS) * (round + 1)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return [
    {
      name: 'feed',
      what: `import of ${thousands(lines)} lines ÷ COPY of the same sealed rows, same tables and indexes`,
      measured: `${spread(rates.import)} ÷ ${spread(rates.copy)} lines/s`,
      ratio: median(rates.import.map((rate, round) => rate / (rates.copy[round] ?? NaN))),
    },
  ]
}

async function copyInto(archive: Archive, folder: string): Promise<void> {
  await eachTable((table, columns) =>
    archive.asSuperuser(`copy ${table} (${columns}) from '${join(folder, table)}' with (format binary)`),
  )
}

async function eachTable(work: (table: string, columns: string, chosen: string) => Promise<void>) {
  for (const [table, columns, chosen] of TABLES) await work(table, columns, chosen)
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
