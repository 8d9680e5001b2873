import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Database, statement } from '../src/db/database.js'
import { type Drop, feedDoor, importing, testSender, withDrop } from './feed-door.js'
import { worldLines } from './invented-world.js'
import { type Victim } from './kill-imports.js'

const CHILD = fileURLToPath(new URL('batch-child.ts', import.meta.url))

interface Killed {
  /** How often the process that takes the batch in was killed. */
  kills: number
  /** Of these, how often with some of its lines recorded and some not. */
  midBatch: number
}

/**
 * Takes a signed batch in, killing the process that does with SIGKILL, each time `patience` milliseconds after it had
 * recorded something more (`undefined`: at once). Then it is given again and left alone. After each kill what was said to
 * be recorded is there; at the end every line is there once, and the receipt is that of a batch taken in without a kill.
 */
export function killBatch(
  { env, look }: Victim,
  { kills, persons, patience }: { kills: number; persons: number; patience: () => number },
): Promise<Killed> {
  return withDrop(async (drop) => {
    const lines = worldLines({ persons })
    const sender = await testSender()
    const file = await drop.put('batch.ndjson', await sender.next(`${lines.join('\n')}\n`))
    const given = { ...env, FEED_SENDERS_FILE: await sendersFile(drop, sender.senders) }
    const killed = { kills: 0, midBatch: 0 }
    while (killed.kills < kills) {
      const { wasKilled, said } = await receive(file, given, patience())
      const { events, different, known } = await look(rowsOf)
      assert.ok(events >= said, 'what was said to be recorded is recorded')
      assert.equal(events, different, 'nothing is recorded twice')
      if (!wasKilled) break
      assert.equal(known, 0, 'the batch is not said to be applied before it is')
      killed.kills++
      if (events > 0 && events < lines.length) killed.midBatch++
    }
    const { out, exitCode } = await look((database) => importing(feedDoor(database, sender.senders), file))
    const { applied, repeated, waiting, refused, state } = JSON.parse(out) as Record<string, unknown>
    assert.deepEqual(
      { exitCode, applied, repeated, waiting, refused, state },
      { exitCode: 0, applied: lines.length, repeated: 0, waiting: 0, refused: 0, state: 'applied' },
      'the receipt is that of a batch that nothing happened to',
    )
    const { events, different } = await look(rowsOf)
    assert.deepEqual([events, different], [lines.length, lines.length], 'every line has had its effect once')
    return killed
  })
}

async function sendersFile({ folder }: Drop, senders: ReadonlyMap<string, unknown>): Promise<string> {
  const file = join(folder, 'senders.json')
  const sets = [...senders].map(([name, keys]) => [name, { keys }])
  await writeFile(file, JSON.stringify(Object.fromEntries(sets)))
  return file
}

async function receive(file: string, env: NodeJS.ProcessEnv, patience: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close') as Promise<[number | null]>
  let said = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
    timer ??= setTimeout(() => child.kill('SIGKILL'), patience)
  })
  const [code] = await ended
  clearTimeout(timer)
  assert.ok(code === null || code === 0, `the child ended with ${String(code)}`)
  return { wasKilled: code === null, said: Number(said.trimEnd().split('\n').at(-1) ?? 0) }
}

const ROWS = statement(
  'test.rowsAfterKilledBatch',
  `select (select count(*) from feed_event)::int as events,
     (select count(distinct event_id) from feed_event)::int as different,
     (select count(*) from feed_batch where state = 'applied')::int as known`,
)

async function rowsOf(database: Database) {
  const [rows] = await database.query<{ events: number; different: number; known: number }>(ROWS)
  return rows ?? assert.fail()
}
