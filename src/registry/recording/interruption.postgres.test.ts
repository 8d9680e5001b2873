import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { postgres, testOn } from '../../../test/databases.js'
import { longFeed, PEOPLE } from '../../../test/long-feed.js'
import { openRegistry } from '../../../test/stories.js'
import { statement } from '../../db/database.js'
import { type NumberedLine } from '../reading/prepare-line.js'

/** What the child does: it says each batch that is recorded. */
const CHILD = `
  const { openPostgres } = await import('./src/db/postgres.gateway.ts')
  const { openRegistry } = await import('./test/stories.ts')
  const { longFeed } = await import('./test/long-feed.ts')
  const registry = openRegistry(openPostgres({ url: process.env.TEST_DATABASE_URL, role: 'attesta_app' }))
  const report = { refused: () => {}, released: () => {}, resumed: () => {}, advanced: () => console.log('batch') }
  await registry.importFeed((async function* () { yield* longFeed() })(), report)
  console.log('end')`

const COUNT = statement(
  'test.countRows',
  `select (select count(*) from feed_event)::int as events, (select count(*) from act)::int as acts,
     (select count(*) from person)::int as people, (select count(*) from quarantine)::int as quarantined`,
)

interface Rows {
  events: number
  acts: number
  people: number
  quarantined: number
}

testOn(
  postgres,
  'an import killed in the middle and begun again records every line once',
  async (_t, database, { server }) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', CHILD], {
      env: { ...process.env, TEST_DATABASE_URL: server?.url ?? '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      // While the third batch is under way.
      if (said.startsWith('batch\nbatch\n')) child.kill('SIGKILL')
    })
    await ended
    assert.ok(!said.includes('end'), 'it was killed before its end')
    const before = await rowsOf()
    assert.ok(before.events > 0 && before.events < 2 * PEOPLE * 0.95)

    const refused = PEOPLE / 10
    const registry = openRegistry(database)
    const count = await registry.importFeed(lines(), {
      refused: ignore,
      released: ignore,
      resumed: ignore,
      advanced: ignore,
    })
    assert.deepEqual(count, {
      applied: 2 * PEOPLE - refused - before.events,
      repeated: before.events,
      waiting: 0,
      refused,
    })
    assert.deepEqual(await rowsOf(), {
      events: 2 * PEOPLE - refused,
      acts: PEOPLE - refused,
      people: PEOPLE,
      quarantined: refused,
    })

    async function rowsOf(): Promise<Rows> {
      const [rows] = await database.query<Rows>(COUNT)
      return rows ?? assert.fail()
    }
  },
)

async function* lines(): AsyncGenerator<NumberedLine> {
  yield* await Promise.resolve(longFeed())
}

function ignore(): void {
  // What it says on the way is of no interest here.
}
