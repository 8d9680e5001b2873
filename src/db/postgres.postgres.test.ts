import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { onBothEngines } from '../../test/databases.js'
import { Bug, Unavailable } from '../kernel/failures.js'
import { COMMAND_LIMITS, type DatabaseLimits, REQUEST_LIMITS } from './database-limits.js'
import { type Database, statement } from './database.js'
import { openPostgres } from './postgres.gateway.js'

const PID = statement('test.pid', 'select pg_backend_pid() as pid')
/** As an import takes it, to be the only one. */
const LOCK = statement('test.lock', 'select pg_advisory_xact_lock(1)')
const SLEEP = statement('test.sleep', 'select pg_sleep(3)')
const WRONG = statement('test.wrong', 'select 1 / 0')

withPool(
  'what took too long on the server is unavailable, and its connection is used again',
  async (pool) => {
    const pid = await pidOf(pool)
    await assert.rejects(pool.query(SLEEP), isUnavailable)
    assert.equal(await pidOf(pool), pid)
  },
)

withPool(
  'what took too long by our own clock is unavailable, and its connection is used no more',
  async (pool) => {
    const pid = await pidOf(pool)
    await assert.rejects(pool.query(SLEEP), isUnavailable)
    assert.notEqual(await pidOf(pool), pid)
    const began = performance.now()
    await assert.rejects(
      pool.transact((session) => session.query(SLEEP)),
      isUnavailable,
    )
    assert.ok(performance.now() - began < 2_000, 'it does not wait for a rollback, too')
  },
  { statementWithin: 60_000, answerWithin: 200 },
)

withPool('what the database refuses is ours to repair, not unavailable', async (pool) => {
  const pid = await pidOf(pool)
  await assert.rejects(pool.query(WRONG), (error) => !(error instanceof Unavailable))
  assert.equal(await pidOf(pool), pid)
})

withPool('a transaction that the server rolled back is not acknowledged', async (pool) => {
  const work = pool.transact(async (session) => {
    await session.query(WRONG).catch(() => undefined)
    return 'done'
  })
  await assert.rejects(work, Bug)
})

withPool(
  'of those who wait for a connection the first ones get it, and one too many is told at once',
  async (pool) => {
    await pidOf(pool)
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const holding = pool.transact(() => released)
    await pause(50)
    const waiting = [pool.query(PID), pool.query(PID)]
    const began = performance.now()
    await assert.rejects(pool.query(PID), isUnavailable)
    assert.ok(performance.now() - began < 1_000)
    release()
    await holding
    await Promise.all(waiting)
  },
  { freeWithin: 5_000, waiting: 2 },
)

onBothEngines(
  'a command waits for a lock for longer than any request would',
  async (_t, database, { server }) => {
    assert.ok(server)
    const patient = openPostgres({ url: server.url, role: 'attesta_app', limits: COMMAND_LIMITS })
    let isFree = false
    const other = database.transact(async (session) => {
      await session.query(LOCK)
      await pause(REQUEST_LIMITS.answerWithin + 500)
      isFree = true
    })
    await pause(100)
    await patient.transact((session) => session.query(LOCK))
    assert.equal(isFree, true)
    await other
    await patient.close()
  },
)

function withPool(
  title: string,
  body: (pool: Database) => Promise<void>,
  limits: Partial<DatabaseLimits> = {},
): void {
  onBothEngines(title, async (_t, _database, { server }) => {
    assert.ok(server)
    const pool = openPostgres({
      url: server.url,
      role: 'attesta_app',
      connections: 1,
      limits: { ...REQUEST_LIMITS, connectWithin: 5_000, statementWithin: 200, ...limits },
    })
    try {
      await body(pool)
    } finally {
      await pool.close()
    }
  })
}

async function pidOf(pool: Database): Promise<number | undefined> {
  const [row] = await pool.query<{ pid: number }>(PID)
  return row?.pid
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Unavailable && error.what === 'database'
}
