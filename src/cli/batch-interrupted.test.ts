import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { birth, feedDoor, importing, testSender, withDrop } from '../../test/feed-door.js'
import { type Database, type Session, statement } from '../db/database.js'

const EVENTS = statement('test.countEvents', 'select count(seq) as count from feed_event')

/** The machine is switched off when that statement is to be run. */
function offAt(database: Database, name: string): Database {
  const query: Session['query'] = (asked, parameters) => {
    if (asked.name === name) throw new Error('the machine is switched off')
    return database.query(asked, parameters)
  }
  return {
    ...database,
    query,
    transact: (work) =>
      database.transact((session) =>
        work({
          ...session,
          query: (asked, parameters) =>
            asked.name === name ? query(asked, parameters) : session.query(asked, parameters),
        }),
      ),
  }
}

for (const moment of [
  'registry.markBatchApplying',
  'registry.beginImport',
  'registry.advanceImport',
  'registry.finishImportOfSource',
  'registry.markBatchApplied',
])
  onBothEngines(
    `T44 a signed batch interrupted at ${moment} and given again has the receipt of an undisturbed one`,
    async (_t, database) => {
      await withDrop(async (drop) => {
        const sender = await testSender()
        const file = await drop.put('1.ndjson', await sender.next(birth() + birth()))
        await assert.rejects(
          importing(feedDoor(offAt(database, moment), sender.senders), file),
          /switched off/,
        )
        const { exitCode, out } = await importing(feedDoor(database, sender.senders), file)
        const { applied, repeated, state } = JSON.parse(out) as Record<string, unknown>
        assert.deepEqual([exitCode, applied, repeated, state], [0, 2, 0, 'applied'])
        assert.deepEqual(await database.query(EVENTS), [{ count: 2 }])
      })
    },
  )
