import assert from 'node:assert/strict'
import { wireAudit } from '../src/audit/audit.wire.js'
import { type Database, type Session, statement } from '../src/db/database.js'
import { onBothEngines, type TestDatabase } from './databases.js'
import { openRegistry } from './stories.js'
import { testToolkit } from './toolkit.js'

const AUDIT = ['audit_check', 'audit_event']
const OTHERS = [
  'person',
  'codice_fiscale',
  'feed_event',
  'act',
  'event_reference',
  'person_link',
  'representation',
  'notice_reading',
  'confirmed_phone',
]
const APPEND_ONLY = [...OTHERS, ...AUDIT]
const DENIED = { code: '42501' }
const ANYBODY = '00000000-0000-4000-8000-00000000abcd'

onBothEngines(
  'T65 the service can neither change nor delete events, acts and audit, not even in the partitions',
  async (_t, database, extras) => {
    await fill(database, extras)
    const partitions = await namesOf(
      database,
      `select relname as name from pg_class where relispartition and relkind = 'r' order by relname`,
    )
    assert.equal(partitions.length, 4, 'this month and the next')
    for (const table of [...APPEND_ONLY, ...partitions]) {
      for (const sql of [
        await changeOf(database, table),
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ])
        await assert.rejects(run(database, sql), DENIED, sql)
    }
    for (const sql of [
      'alter table audit_event disable trigger append_only',
      'drop trigger append_only on feed_event',
      'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return old; end $$',
    ])
      await assert.rejects(database.script(sql), DENIED, sql)
  },
)

onBothEngines(
  'T65 nor can whoever owns the database, by the trigger; retention deletes audit and changes nothing',
  async (_t, database, extras) => {
    await fill(database, extras)
    await extras.as('superuser', async (session) => {
      for (const table of APPEND_ONLY) {
        for (const sql of [await changeOf(session, table), `delete from ${table}`])
          await assert.rejects(run(session, sql), /append-only/, sql)
      }
    })
    await extras.as('attesta_retention', async (session) => {
      for (const table of APPEND_ONLY) {
        const sql = await changeOf(session, table)
        await assert.rejects(run(session, sql), DENIED, sql)
      }
      for (const table of OTHERS) {
        const sql = `delete from ${table}`
        await assert.rejects(run(session, sql), DENIED, sql)
      }
      for (const table of AUDIT) {
        const sql = `delete from ${table} returning id`
        assert.equal((await run(session, sql)).length, 1, table)
      }
    })
  },
)

let statements = 0
const run = <Row>(session: Session, sql: string) =>
  session.query<Row>(statement(`append-only.${String(++statements)}`, sql))

/** A change of every row that changes nothing: allowed, it would do no harm. */
async function changeOf(session: Session, table: string): Promise<string> {
  const [column] = await namesOf(
    session,
    `select attname as name from pg_attribute
     where attrelid = '${table}'::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`,
  )
  assert.ok(column !== undefined, table)
  return `update ${table} set ${column} = ${column}`
}

async function namesOf(session: Session, sql: string): Promise<string[]> {
  const rows = await run<{ name: string }>(session, sql)
  return rows.map(({ name }) => name)
}

/** A row in every table: a trigger of rows says nothing of an empty one. */
async function fill(database: Database, extras: TestDatabase): Promise<void> {
  const event = (id: number, type: string, data: object) => ({
    line: id,
    text: JSON.stringify({
      id: `00000000-0000-4000-8000-00000000000${String(id)}`,
      type,
      occurredAt: `2020-01-0${String(id)}T09:00:00+01:00`,
      codiceFiscale: 'BLLGNS72C58A944L',
      data,
    }),
  })
  await openRegistry(database).recordFeed([
    event(1, 'persona.registrata', { nome: 'N', cognome: 'C', dataNascita: '1970-01-01' }),
    event(2, 'verbale.definito', {
      protocollo: 'P',
      procedura: 'primaIstanza',
      dataVisita: '2019-12-01',
      dataDefinizione: '2019-12-15',
      giudizi: [{ area: 'handicap', codice: 'H-1', dal: '2019-12-01' }],
    }),
    event(3, 'verbale.annullato', { protocollo: 'P', data: '2020-01-01' }),
    event(4, 'persona.codiceFiscaleVariato', { nuovoCodiceFiscale: 'CTTCLD63R09F205N' }),
    event(5, 'rappresentanza.registrata', {
      ...{ rappresentante: 'DLMDNL57L62D969A', nome: 'N', cognome: 'C', titolo: 'tutore', dal: '2020-01-01' },
    }),
  ])
  const audit = wireAudit(testToolkit(database))
  await audit.makeRoom()
  await audit.record({ kind: 'login.refused' })
  const asked = { attestation: undefined, answer: 'notValid', once: ANYBODY } as const
  await audit.recordCheck({ ...asked, ruleVersion: 1, actsUsed: [], lastEvent: undefined })
  await extras.as('superuser', (session) =>
    session.script(`insert into notice_reading (person, notice_version, read_at) values ('${ANYBODY}', 1, now());
      insert into confirmed_phone (id, person, sealed_phone, phone_mac, confirmed_at)
      values ('${ANYBODY}', '${ANYBODY}', 'x', 'x', now())`),
  )
  for (const table of APPEND_ONLY)
    await extras.as('superuser', async (session) => {
      const sql = `select 1 as one from ${table}`
      assert.notEqual((await run(session, sql)).length, 0, table)
    })
}
