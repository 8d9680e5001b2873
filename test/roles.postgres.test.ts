import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { serveApp, wireApp } from '../src/app.js'
import { type Database, type Role, type Session, statement } from '../src/db/database.js'
import { makeLoginRoles } from '../src/db/login-roles.store.js'
import { migrate } from '../src/db/migrate.gateway.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { onBothEngines, type TestDatabase } from './databases.js'
import { examineCopy } from './examine.js'
import { fill, HOLDER } from './filled.js'
import { levelTwo, PARKING } from './level-two.js'
import { testToolkit } from './toolkit.js'

const DENIED = { code: '42501' }
const FOR_GOOD = [
  ['person', 'id'],
  ['codice_fiscale', 'person'],
  ['feed_event', 'person'],
  ['act', 'person'],
  ['event_reference', 'undone_event'],
  ['person_link', 'person'],
  ['audit_event', 'person'],
  ['audit_check', 'answer'],
] as const

onBothEngines('the whole service runs as attesta_service', async (_t, _database, extras) => {
  const service = await connectAs(extras, 'attesta_service', 'attesta_app')
  try {
    const toolkit = testToolkit(service)
    const token = await fill(toolkit)
    const app = wireApp(toolkit)
    const { app: web } = await serveApp(app, toolkit)
    assert.equal((await web.inject('/readyz')).statusCode, 200)
    const asked = {
      method: 'POST',
      url: '/api/v1/verifications',
      payload: { token, codiceFiscale: HOLDER },
    } as const
    const answered = await web.inject(asked)
    assert.equal(answered.json<{ answer: string }>().answer, 'recognised', answered.body)
    await app.audit.makeRoom()
    await app.notification.deliverOnce()
    await web.close()
    const jobs = app.jobs.map((start) => start())
    await Promise.all(jobs.map((job) => job.stop()))
    assert.deepEqual(
      toolkit.lines.filter(({ code }) => code.includes('failed')),
      [],
    )
  } finally {
    await service.close()
  }
})

onBothEngines('level 2 runs as attesta_service', async (_t, _database, extras) => {
  const service = await connectAs(extras, 'attesta_service', 'attesta_app')
  try {
    const { request, confirm, code, attestation, operator } = await levelTwo(service)
    const asker = operator()
    const outcome = await request({ operator: asker, attestation, stated: PARKING })
    const reference = outcome.kind === 'requested' ? outcome.request.reference : ''
    const confirmed = await confirm({ operator: asker, reference, code: await code() })
    assert.equal(confirmed.kind, 'confirmed')
  } finally {
    await service.close()
  }
})

onBothEngines(
  'T65 attesta_service changes and deletes nothing that is for good, whatever role it takes',
  async (_t, database, extras) => {
    await fill(testToolkit(database))
    const service = await connectAs(extras, 'attesta_service', undefined)
    try {
      for (const role of [
        'attesta_owner',
        'attesta_retention',
        'attesta_resealer',
        'attesta_migrator',
        'postgres',
      ])
        await assert.rejects(service.script(`set role ${role}`), DENIED, role)
      for (const role of ['none', 'attesta_app'])
        await service.transact(async (session) => {
          await session.script(`set local role ${role}`)
          for (const [table, column] of FOR_GOOD)
            for (const sql of [
              `delete from ${table}`,
              `truncate ${table}`,
              `update ${table} set ${column} = ${column}`,
            ])
              await refused(session, sql)
          for (const sql of [
            'drop table act',
            'alter table act disable trigger all',
            'create table mine (id integer)',
          ])
            await refused(session, sql)
        })
    } finally {
      await service.close()
    }
  },
)

onBothEngines(
  'attesta_migrator migrates, and making the users again changes nothing',
  async (_t, database, extras) => {
    await fill(testToolkit(database))
    const migrator = await connectAs(extras, 'attesta_migrator', undefined)
    try {
      await extras.as('superuser', (session) =>
        session.script('delete from schema_migration where number = 13'),
      )
      assert.deepEqual(await migrate(migrator), ['0013-registry.sql'])
      assert.deepEqual(await migrate(migrator), [])
    } finally {
      await migrator.close()
    }
    assert.deepEqual(await extras.as('superuser', makeLoginRoles), {
      made: [],
      there: ['attesta_migrator', 'attesta_reader', 'attesta_service'],
    })
    assert.deepEqual(
      (await examineCopy(testToolkit(database), extras)).findings,
      [],
      'the doctor has no objection',
    )
  },
)

onBothEngines('attesta_reader counts, and can tell nobody from another', async (_t, database, extras) => {
  await fill(testToolkit(database))
  const reader = await connectAs(extras, 'attesta_reader', undefined)
  try {
    const [row] = await ask<{ count: number }>(
      reader,
      `select count(*) as count from feed_event where type = 'verbale.definito'`,
    )
    assert.ok((row?.count ?? 0) > 10)
    await ask(reader, 'select answer, count(*) as count from audit_check group by answer')
    for (const sql of [
      'select person from feed_event',
      'select sealed_body from feed_event',
      'select code_mac from codice_fiscale',
      'select attestation from audit_check',
      'select csrf from session',
      'select person from x_codice_fiscale',
      'insert into retention (subject) values (null)',
    ])
      await assert.rejects(ask(reader, sql), DENIED, sql)
  } finally {
    await reader.close()
  }
})

let asked = 0
const ask = <Row>(session: Session, sql: string) =>
  session.query<Row>(statement(`roles.${String(++asked)}`, sql))

/** Each refusal in a savepoint of its own: the transaction goes on. */
async function refused(session: Session, sql: string): Promise<void> {
  await session.script('savepoint before')
  await assert.rejects(session.script(sql), DENIED, sql)
  await session.script('rollback to savepoint before')
}

/** As one of the server's users, with the password that an operator set. */
onBothEngines(
  'a command run as a user that may not is told so in a sentence',
  async (_t, _database, extras) => {
    const reader = await connectAs(extras, 'attesta_reader', undefined)
    await reader.close()
    const { status, stderr } = spawnSync(
      process.execPath,
      ['attesta', 'import', 'test/examples/feed.ndjson'],
      {
        ...{ cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' },
        env: { ...process.env, DATABASE_URL: urlAs(extras.server?.url ?? assert.fail(), 'attesta_reader') },
      },
    )
    assert.equal(status, 78, stderr)
    assert.match(stderr, /^attesta: this user of the database may not do this; [^\n]+\n$/m)
    assert.doesNotMatch(stderr, /^\s+at /m)
  },
)

async function connectAs(
  { as, server }: TestDatabase,
  user: string,
  role: Role | undefined,
): Promise<Database> {
  assert.ok(server)
  await as('superuser', makeLoginRoles)
  await as('superuser', (session) => session.script(`alter role ${user} password 'of-the-test'`))
  return openPostgres({ url: urlAs(server.url, user), role, connections: 4 })
}

function urlAs(server: string, user: string): string {
  const url = new URL(server)
  url.username = user
  url.password = 'of-the-test'
  return url.href
}
