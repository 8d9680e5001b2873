import assert from 'node:assert/strict'
import { statement } from '../src/db/database.js'
import { engineOfThisFile, onBothEngines } from './databases.js'

const WHO = statement('test.who', 'select current_user::text as role')
const TABLES = statement('test.tablesSeen', 'select number from schema_migration order by number')
const RECORD = statement(
  'test.record',
  'insert into person (id, recorded_at) values (gen_random_uuid(), now())',
)
const COUNT = statement('test.count', 'select count(*)::int as rows from person')
const FORGET = statement('test.forget', 'delete from audit_event')
const CHANGE = statement('test.change', 'delete from retention')

onBothEngines('a test is given a migrated database in the role of the service', async (_t, database) => {
  assert.deepEqual(await database.query(WHO), [{ role: 'attesta_app' }])
  assert.ok((await database.query(TABLES)).length > 5)
})

for (const time of ['first', 'second']) {
  onBothEngines(`the ${time} of two tests finds nothing of the other`, async (_t, database) => {
    assert.deepEqual(await database.query(COUNT), [{ rows: 0 }])
    await database.query(RECORD)
    assert.deepEqual(await database.query(COUNT), [{ rows: 1 }])
  })
}

onBothEngines('another role can be taken for a moment', async (_t, database, { as }) => {
  await as('attesta_retention', (session) => session.query(FORGET))
  await assert.rejects(database.query(FORGET), /permission denied/)
  assert.deepEqual(await as('superuser', (session) => session.query(WHO)), [{ role: 'postgres' }])
  assert.deepEqual(await database.query(WHO), [{ role: 'attesta_app' }])
})

onBothEngines('what the migrations wrote is there again after a test that removed it', async () => {
  const engine = engineOfThisFile()
  const first = await engine.open()
  await first.as('superuser', (session) => session.query(CHANGE))
  await first.close()
  const second = await engine.open()
  const left = await second.as('superuser', (session) =>
    session.query(statement('test.left', 'select keep from retention')),
  )
  await second.close()
  assert.ok(left.length > 0)
})
