import assert from 'node:assert/strict'
import { statement } from '../src/db/database.js'
import { onBothEngines } from './databases.js'
import { openRegistry } from './stories.js'
import { wireAudit } from '../src/audit/audit.wire.js'
import { testToolkit } from './toolkit.js'

const APPEND_ONLY = [
  'person',
  'codice_fiscale',
  'feed_event',
  'act',
  'event_reference',
  'person_link',
  'audit_check',
  'audit_event',
  'notice_reading',
  'confirmed_phone',
]

onBothEngines(
  'T65 the service can neither change nor delete events, acts and audit',
  async (_t, database) => {
    for (const table of APPEND_ONLY) {
      await assert.rejects(
        database.query(statement(`delete.${table}`, `delete from ${table}`)),
        { code: '42501' },
        table,
      )
      const [column] = await database.query<{ name: string }>(
        statement(
          'column',
          `select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 2`,
        ),
        [table],
      )
      const update = `update ${table} set ${column?.name ?? ''} = ${column?.name ?? ''}`
      await assert.rejects(database.query(statement(`update.${table}`, update)), { code: '42501' }, table)
    }
  },
)

onBothEngines(
  'T65 nor can the owner of the database, by the trigger; retention deletes audit and changes nothing',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    const registry = openRegistry(database)
    const line = {
      id: '00000000-0000-4000-8000-000000000001',
      type: 'persona.registrata',
      occurredAt: '2020-01-01T09:00:00+01:00',
      codiceFiscale: 'BLLGNS72C58A944L',
      data: { nome: 'N', cognome: 'C', dataNascita: '1970-01-01' },
    }
    await registry.recordFeed([{ line: 1, text: JSON.stringify(line) }])
    const audit = wireAudit(toolkit)
    await audit.makeRoom()
    await audit.record({ kind: 'login.refused' })
    await extras.as('superuser', async (session) => {
      for (const sql of [
        `update feed_event set type = 'x'`,
        'delete from feed_event',
        `update audit_event set kind = 'x'`,
        'delete from audit_event',
      ]) {
        await assert.rejects(session.query(statement(sql, sql)), /append-only/, sql)
      }
    })
    await extras.as('attesta_retention', async (session) => {
      await assert.rejects(session.query(statement('r.update', `update audit_event set kind = 'x'`)), {
        code: '42501',
      })
      const gone = await session.query(statement('r.delete', 'delete from audit_event returning id'))
      assert.equal(gone.length, 1)
    })
  },
)
