import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { type Instant, parseInstant } from '../kernel/instant.js'
import { bulkTable } from './bulk-table.js'
import { statement } from './database.js'

const TABLE = bulkTable('bulk_test', {
  seq: 'bigint',
  number: 'integer',
  id: 'uuid',
  words: 'text',
  at: 'timestamptz',
  bytes: 'bytea',
})
const MAKE = `create table bulk_test (seq bigint generated always as identity, number integer, id uuid, words text,
  at timestamptz, bytes bytea)`
const READ = statement('test.bulk', 'select seq, number, id, words, at, bytes from bulk_test order by seq')

onBothEngines(
  'rows written at once come back as they were, of every type and size',
  async (_t, _d, { as }) => {
    await as('superuser', async (session) => {
      await session.script(MAKE)
      const instants = [
        '1969-12-31T23:59:59.999Z',
        '2000-01-01T00:00:00Z',
        '2026-11-25T10:00:00.123456Z',
        '0001-01-01T00:00:00Z',
        '9999-12-31T23:59:59.500Z',
        null,
      ]
      const rows = {
        seq: [1, 2, 3, 2 ** 32, 2 ** 40 + 2 ** 31, 2 ** 52],
        number: [0, -1, 2_147_483_647, -2_147_483_648, 5, null],
        id: [...Array.from({ length: 5 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`), null],
        words: ['', 'perché č š ő 𝒳 \\ \t \n "', 'x'.repeat(700_000), '€'.repeat(90_000), 'z', null],
        at: instants.map((text) => (text === null ? null : (parseInstant(text) as Instant))),
        bytes: [
          ...[0, 1, 70_000, 400_000].map((length) => Buffer.alloc(length, 92)),
          Buffer.from([0, 255, 10]),
          null,
        ],
      }
      await session.insertRows(TABLE, rows)
      const found = await session.query<Record<string, unknown>>(READ)
      for (const [column, values] of Object.entries(rows))
        assert.deepEqual(found.map((row) => row[column]).sort(), [...values].sort(), column)
    })
  },
)

onBothEngines('rows that break a rule are refused all together', async (_t, _database, { as }) => {
  await as('superuser', async (session) => {
    await session.script(`${MAKE}; create unique index on bulk_test (number)`)
    const none = [null, null]
    const rows = { seq: [1, 2], number: [7, 7], id: none, words: none, at: none, bytes: none }
    await assert.rejects(session.insertRows(TABLE, rows))
    assert.deepEqual(await session.query(READ), [])
  })
})
