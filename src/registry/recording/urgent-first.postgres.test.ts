import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { postgres, testOn } from '../../../test/databases.js'
import { worldLines } from '../../../test/invented-world.js'
import { openRegistry } from '../../../test/stories.js'
import { statement } from '../../db/database.js'
import { lockFeed } from './feed.store.js'

const WAITING = statement(
  'test.countWaitingForFeed',
  `select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database
   where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
)

testOn(
  postgres,
  'an urgent event waits for the batch under way, and for none of those that queue before it',
  async (_t, database) => {
    const registry = openRegistry(database)
    const lines = worldLines({ persons: 200 }).map((text, index) => ({ line: index + 1, text }))
    const [urgent = assert.fail(), ...others] = lines
    const ended: string[] = []
    const record = (name: string, some: typeof lines) =>
      registry.recordFeed(some).then(() => ended.push(name))
    const recording: Promise<unknown>[] = []
    const queued = async (count: number) => {
      for (;;) {
        const [row] = await database.query<{ count: number }>(WAITING)
        if (row?.count === count) return
        await pause(5)
      }
    }
    await database.transact(async (session) => {
      // A batch of a long import, under way for as long as this transaction.
      await lockFeed(session, true)
      for (let place = 0; place < 3; place++) {
        recording.push(record('long', others.slice(place * 150, (place + 1) * 150)))
        await queued(place + 1)
      }
      recording.push(record('urgent', [urgent]))
      await queued(4)
    })
    await Promise.all(recording)
    assert.deepEqual(ended, ['urgent', 'long', 'long', 'long'])
  },
)
