import { type World } from './archive.js'
import { attest } from './attest.js'
import { atMost, type Figure, median, spread } from './figures.js'
import { type LoadOrder, type LoadResult } from './processes/load.js'
import { startWorker } from './processes/process.js'
import { type SheetsServerQuestion } from './processes/sheets-server.js'

const PEOPLE = 2_000
const ROUNDS = 5
const SECONDS = 4
/** A busy counter, not a flood: a flood fills the queue by itself, and hides what sheets add. */
const CONNECTIONS = 4

/** Level-1 checks while the same process has sheets made, as many as its threads can, and while it has none made. */
export async function scansBesideSheets(world: World): Promise<Figure[]> {
  const archive = await world.archive('sheets')
  await world.fill(archive, PEOPLE)
  const bodies = (await attest(archive, PEOPLE, PEOPLE)).map(({ body }) => body)
  const server = startWorker('sheets-server.ts')
  const generator = startWorker('load.ts')
  const ask = <Answer>(question: SheetsServerQuestion) => server.ask<Answer>(question)
  try {
    const port = await ask<number>({ kind: 'serve', url: archive.url })
    const url = `http://127.0.0.1:${String(port)}/api/v1/verifications`
    const run = async (seconds: number) => {
      const order: LoadOrder = { url, seconds, connections: CONNECTIONS, bodies }
      const load = await generator.ask<LoadResult>(order)
      if (load.failed > 0) throw new Error(`${load.failed} requests failed`)
      return load.p99
    }
    await run(3)
    const [quiet, busy, rates]: number[][] = [[], [], []]
    for (let round = 0; round < ROUNDS; round++) {
      quiet?.push(await run(SECONDS))
      await ask({ kind: 'make', on: true })
      busy?.push(await run(SECONDS))
      rates?.push((await ask<number>({ kind: 'make', on: false })) / SECONDS)
    }
    return [
      {
        name: 'document',
        what: 'p99 of a level-1 check while sheets are made, as many as the threads can ÷ quiet',
        measured: `${spread(busy ?? [], 1)} ÷ ${spread(quiet ?? [], 1)} ms; ${spread(rates ?? [])} sheets/s`,
        ...atMost(median(busy ?? []) / median(quiet ?? []), 2),
      },
    ]
  } finally {
    server.end()
    generator.end()
  }
}
