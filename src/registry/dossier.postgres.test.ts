import assert from 'node:assert/strict'
import { postgres, testOn } from '../../test/databases.js'
import { worldLines } from '../../test/invented-world.js'
import { openRegistry } from '../../test/stories.js'
import { statement } from '../db/database.js'

const SOMEBODY = statement('test.somebody', 'select person from codice_fiscale limit 1')
const EXPLAIN = statement('test.explainDossier', 'explain select * from x_dossier(array[$1::uuid])')

testOn(
  postgres,
  'a dossier is found key by key in an archive of some thousand people, as in one of millions',
  async (_t, database, { as }) => {
    const lines = worldLines({ persons: 1500 }).map((text, index) => ({ line: index + 1, text }))
    await openRegistry(database).recordFeed(lines)
    await as('superuser', (session) => session.script('analyze'))
    const [somebody] = await database.query<{ person: string }>(SOMEBODY)
    const plan = await database.query<{ 'QUERY PLAN': string }>(EXPLAIN, [somebody?.person ?? ''])
    const steps = plan.map((row) => row['QUERY PLAN']).join('\n')
    for (const index of ['codice_fiscale_person_key', 'feed_event_person'])
      assert.match(steps, new RegExp(index))
    assert.doesNotMatch(steps, /Seq Scan on (codice_fiscale|feed_event)/)
  },
)
