import assert from 'node:assert/strict'
import { onBothEngines, type TestDatabase } from '../../test/databases.js'
import { examineCopy } from '../../test/examine.js'
import { fill } from '../../test/filled.js'
import { testToolkit, type TestToolkit } from '../../test/toolkit.js'
import { forgetDue, retentionSubjects } from '../db/retention.store.js'
import { type Database, type Session, statement } from '../db/database.js'
import { snapshotOf } from '../db/snapshot.js'
import { DAY, formatInstant, later } from '../kernel/instant.js'
import { retention } from './apply-retention.js'
import { ensurePartitions } from './audit.store.js'
import { wireAudit } from './audit.wire.js'

const DENIED = { code: '42501' }
const UUID = 'gen_random_uuid()'
const HASH = `decode(md5(random()::text), 'hex')`
const SEALED = `'\\x00'::bytea`
/** Of a person whom the registry knows, where it knows any. */
const HOLDER = `coalesce((select person from attestation limit 1), ${UUID})`

/** A row of every table that has a rule, whose period begins at `$1`; and how many days it lasts. */
const ROWS: Record<string, { days: number; columns: string; values: string }> = {
  audit_check: {
    days: 90,
    columns: 'id, recorded_hour, recorded_month, answer, rule_version, acts_used, once',
    values: `${UUID}, $1, date_trunc('month', $1::timestamptz)::date, 'notValid', 1, '{}', ${UUID}`,
  },
  audit_event: { days: 731, columns: 'id, recorded_at, kind', values: `${UUID}, $1, 'logout'` },
  card_answer: {
    days: 1,
    columns: 'answer_hash, attempt_hash, sealed_answer, expires_at',
    values: `${HASH}, ${HASH}, ${SEALED}, $1`,
  },
  cie_login: {
    days: 1,
    columns: 'state_hash, attempt_hash, sealed_login, expires_at',
    values: `${HASH}, ${HASH}, ${SEALED}, $1`,
  },
  cie_token: { days: 30, columns: 'session, sealed_token, created_at', values: `${UUID}, ${SEALED}, $1` },
  counter_service: {
    days: 731,
    columns: 'id, session, clerk_mac, organisation, day, state, sealed_service, begun_at',
    values: `${UUID}, ${UUID}, ${HASH}, 'ente', $1::timestamptz::date, 'closed', ${SEALED}, $1`,
  },
  delegation: {
    days: 731,
    columns: 'id, holder, delegate_mac, sealed_delegation, named_at, revoked_at',
    values: `${UUID}, ${HOLDER}, ${HASH}, ${SEALED}, $1, $1`,
  },
  demo_answer: {
    days: 1,
    columns: 'answer_hash, attempt_hash, sealed_identity, expires_at',
    values: `${HASH}, ${HASH}, ${SEALED}, $1`,
  },
  demo_message: {
    days: 1,
    columns: 'id, phone_mac, sealed_message, received_at',
    values: `${UUID}, ${HASH}, ${SEALED}, $1`,
  },
  disclosure: {
    days: 731,
    columns: `id, reference, holder, attestation, session, operator_mac, sealed_request, words, state, tries,
      asked_at, requested_at, expires_at`,
    values: `${UUID}, md5(random()::text), ${UUID}, ${UUID}, ${UUID}, ${HASH}, ${SEALED}, 'a b', 'expired', 0, array[$1::timestamptz], $1, $1`,
  },
  login_attempt: {
    days: 1,
    columns: 'id_hash, created_at, expires_at, sealed_return',
    values: `${HASH}, $1, $1, ${SEALED}`,
  },
  outbox: {
    days: 30,
    columns: 'id, deduplication, channel, created_at, useless_after, next_attempt_at, delivered_at',
    values: `${UUID}, md5(random()::text), 'sms', $1, $1, $1, $1`,
  },
  phone_confirmation: {
    days: 30,
    columns: 'id, person, sealed_phone, state, requested_at, expires_at',
    values: `${UUID}, ${UUID}, ${SEALED}, 'confirmed', $1, $1`,
  },
  pin_credential: {
    days: 30,
    columns: 'id, holder_mac, sealed_holder, withdrawn_at',
    values: `${UUID}, ${HASH}, ${SEALED}, $1`,
  },
  session: {
    days: 30,
    columns: `id_hash, id, identity_mac, sealed_identity, method, level, provider, csrf, created_at, last_seen_at,
      expires_at, ended_at`,
    values: `${HASH}, ${UUID}, ${HASH}, ${SEALED}, 'spid', 2, 'Alba', 'x', $1, $1, $1::timestamptz + interval '8 hours', $1`,
  },
  sheet_delivery: { days: 90, columns: 'id, person, requested_at', values: `${UUID}, ${UUID}, $1` },
  spid_message: {
    days: 731,
    columns: 'id, request_id, kind, provider, recorded_at, sealed_message',
    values: `${UUID}, '_q', 'request', 'https://a.example', $1, ${SEALED}`,
  },
  spid_request: {
    days: 1,
    columns: 'request_id, attempt_hash, relay_hash, provider, issued_at, expires_at',
    values: `md5(random()::text), ${HASH}, ${HASH}, 'https://a.example', $1, $1`,
  },
}
const NAMES = Object.keys(ROWS)
const one = (tables: string[]) => Object.fromEntries(tables.map((table) => [table, 1]))

let statements = 0
const run = <Row>(session: Session, sql: string, parameters: string[] = []) =>
  session.query<Row>(statement(`retention.test.${String(++statements)}`, sql), parameters)

async function insert(session: Session, { now }: TestToolkit, table: string, daysAgo: number): Promise<void> {
  const { columns, values } = ROWS[table]!
  const at = formatInstant(later(now(), -daysAgo * DAY))
  await run(session, `insert into ${table} (${columns}) values (${values})`, [at])
}

async function countIn(session: Session, table: string): Promise<number> {
  const [counted] = await run<{ rows: number }>(session, `select count(*) as rows from ${table}`)
  return counted?.rows ?? NaN
}

async function monthsOf(session: Session, trail: string): Promise<string[]> {
  const sql = `select relname as name from pg_class where relispartition and relkind = 'r' and relname like $1 order by 1`
  return (await run<{ name: string }>(session, sql, [`${trail}_2%`])).map(({ name }) => name)
}

/** A database as old as two and a half years, with one row of each table that is due since a day and one that is not yet. */
async function grown(database: Database, extras: TestDatabase) {
  const toolkit = testToolkit(database)
  await fill(toolkit)
  for (let days = 900; days > 0; days -= 28)
    await ensurePartitions(database, later(toolkit.now(), -days * DAY))
  const before: Record<string, number> = {}
  for (const table of NAMES) before[table] = await countIn(database, table)
  await extras.as('superuser', async (session) => {
    for (const [table, { days }] of Object.entries(ROWS)) {
      await insert(session, toolkit, table, days + 1)
      await insert(session, toolkit, table, days - 2)
    }
  })
  return { toolkit, before, audit: wireAudit(toolkit) }
}

onBothEngines(
  'what is due goes and what is not stays, of every table that has a rule',
  async (_t, database, extras) => {
    const { toolkit, before, audit } = await grown(database, extras)
    assert.deepEqual(await retentionSubjects(database), NAMES, 'each rule is tried here')
    assert.deepEqual(await audit.retention.count(), one(NAMES))
    for (const table of NAMES)
      assert.equal(await countIn(database, table), before[table]! + 2, 'counting deletes nothing')
    const { present } = await examineCopy(toolkit, extras)
    const snapshot = snapshotOf(present!, formatInstant(toolkit.now()))

    assert.deepEqual(await audit.retention.apply(), one(NAMES))
    for (const table of NAMES) {
      // The audit has a line more: that these rows went.
      const expected = before[table]! + (table === 'audit_event' ? 2 : 1)
      assert.equal(await countIn(database, table), expected, table)
    }
    assert.deepEqual(await audit.retention.count(), {})
    assert.deepEqual(await audit.retention.apply(), {})
    assert.equal(
      await countIn(database, 'audit_event'),
      before['audit_event']! + 2,
      'nothing to tell, nothing told',
    )

    assert.equal((await monthsOf(database, 'audit_check'))[0], 'audit_check_2026_08')
    assert.equal((await monthsOf(database, 'audit_event'))[0], 'audit_event_2024_11')
    const { findings } = await examineCopy(toolkit, extras, { against: snapshot, withKeys: false })
    assert.deepEqual(
      findings.filter(({ kind }) => kind === 'fault'),
      [],
      'the doctor misses nothing, not even against a snapshot of before',
    )
  },
)

onBothEngines('no more than a batch of a table goes in one transaction', async (_t, database, extras) => {
  const toolkit = testToolkit(database)
  await extras.as('superuser', async (session) => {
    for (let row = 0; row < 5; row += 1) await insert(session, toolkit, 'login_attempt', 3)
  })
  const recorded: Record<string, string>[] = []
  const job = retention(
    {
      subjects: () => retentionSubjects(database),
      countDue: () => Promise.resolve(0),
      forgetDue: (subject, now, most) => forgetDue(database, subject, { now, most }),
      dropPastMonths: () => Promise.resolve(0),
      record: ({ detail }) => Promise.resolve(void recorded.push(detail ?? {})),
      clock: toolkit.clock,
    },
    2,
  )
  const left = () => countIn(database, 'login_attempt')
  assert.deepEqual([await job.round(), await left()], [true, 3])
  assert.deepEqual([await job.round(), await left()], [true, 1])
  assert.deepEqual([await job.round(), await left()], [false, 0])
  assert.deepEqual(recorded, [{ login_attempt: '5' }], 'told once, with the sum')
})

onBothEngines(
  'T65 nobody deletes a row of the audit before its day: not by asking for another day, not as the owner of the table',
  async (_t, database, extras) => {
    const toolkit = testToolkit(database)
    await fill(toolkit)
    const rows = await countIn(database, 'audit_event')
    const far = later(toolkit.now(), 100 * 365 * DAY)
    assert.equal(await forgetDue(database, 'audit_event', { now: far, most: 1000 }), 0)
    await assert.rejects(
      forgetDue(database, 'feed_event', { now: far, most: 1000 }),
      'a table without a rule',
    )
    await assert.rejects(run(database, `select t from retention_tables('audit_event', now()) t`), DENIED)
    await assert.rejects(run(database, `update retention set keep = '1 day'`), DENIED)
    await extras.as('superuser', async (session) => {
      await session
        .transact(async (inside) => {
          await inside.script('set local role attesta_owner')
          await assert.rejects(run(inside, 'delete from audit_event'), /append-only/)
        })
        .catch(() => undefined)
    })
    assert.equal(await countIn(database, 'audit_event'), rows)
  },
)
