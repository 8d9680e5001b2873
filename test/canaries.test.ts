import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveApp, wireApp } from '../src/app.js'
import { demoIdentities, seedDemo } from '../src/cli/demo/seed.js'
import { demoWorld } from '../src/cli/demo/demo-people.js'
import { type DemoPerson } from '../src/cli/demo/demo-person.js'
import { type Database, statement } from '../src/db/database.js'
import { type WebApp } from '../src/web/server.gateway.js'
import { canariesOf, copyOf, dump, sung } from './canaries.js'
import { onBothEngines, type TestDatabase } from './databases.js'
import { testToolkit, type TestToolkit } from './toolkit.js'
import { fieldsOf, logIn, visitorOn } from './visitor.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

onBothEngines(
  'T12 T26 T68 neither a dump of the database, nor what is logged, names anybody or holds a token or a code',
  async (_t, database, extras) => {
    if (extras.server) await logEveryStatement(extras)
    const people = demoWorld('2026-11-23')
    const demo = { identities: demoIdentities(people) }
    const toolkit: TestToolkit = { ...testToolkit(database), demo }
    const app = wireApp(toolkit)
    await app.audit.makeRoom()
    await seedDemo(app, people)
    const { app: web, metrics } = await serveApp(app, toolkit)

    const [elvira, dario] = [named(people, 'Tassoni'), named(people, 'Montali')]
    const token = await issueQr(web, elvira)
    await askForDegree(web, { token, elvira, dario })
    const code = await codeThatWaits(toolkit)
    const bad = refusedLine(elvira)
    assert.equal((await app.registry.recordFeed([{ line: 1, text: bad }])).refused, 1)

    const canaries = [...canariesOf(people), 'Ermenegilda', token, token.match(/.{4}/g)?.join(' ') ?? '']
    assert.ok(canaries.length > 150, 'there is much to look for')
    // As a word: a hexadecimal number may hold any six digits.
    const asWord = new RegExp(`(?<![0-9A-Za-z])${code}(?![0-9A-Za-z])`)

    const stolen = await extras.as('superuser', dump)
    assert.ok(stolen.text.includes('public.outbox') && stolen.text.includes('public.quarantine'))
    assert.deepEqual(sung(canaries, stolen), [], 'in the dump')
    assert.doesNotMatch(stolen.text, asWord)
    assert.doesNotMatch(stolen.bytes, asWord)

    const said = copyOf(JSON.stringify(toolkit.lines) + (await metrics.text()))
    assert.deepEqual(sung(canaries, said), [], 'in log or metrics')
    assert.doesNotMatch(said.text, asWord)

    if (extras.server) {
      const printed = runCommands(extras.server.url, { elvira, bad })
      assert.deepEqual(sung(canaries, copyOf(printed)), [], 'in what the commands print')
      await provokeErrors(database)
      const log = copyOf(readFileSync(extras.server.log, 'latin1'))
      for (const error of ['duplicate key', 'Failing row contains', 'syntax error', '[Pp]arameters: \\$1 = '])
        assert.match(log.text, new RegExp(error), 'the server logs it')
      assert.deepEqual(sung(canaries, log), [], 'in the server’s log')
      assert.doesNotMatch(log.text, asWord)
    }
    await web.close()
  },
)

onBothEngines(
  'T12 the search of the dump can find: planted text and planted bytes',
  async (_t, _database, extras) => {
    const found = await extras.as('superuser', async (session) => {
      assert.deepEqual(sung(['PLANTED-TEXT', 'PLANTED-BYTES', 'ELSEWHERE'], await dump(session)), [])
      await session.script(`insert into retention values ('canary', '1 day', 'a PLANTED-TEXT here');
      insert into schema_migration (number, name, sha256) values (9999, 'canary', 'aPLANTED-BYTES'::bytea)`)
      return sung(['PLANTED-TEXT', 'PLANTED-BYTES', 'ELSEWHERE'], await dump(session))
    })
    assert.deepEqual(found, ['PLANTED-TEXT', 'PLANTED-BYTES'])
  },
)

function named(people: DemoPerson[], surname: string): DemoPerson {
  const found = people.find(({ cognome }) => cognome === surname)
  assert.ok(found)
  return found
}

/** From here on the server logs whatever it is sent, parameters too: a worse log than anybody should keep. */
async function logEveryStatement({ as }: TestDatabase): Promise<void> {
  await as('superuser', (session) =>
    session.script(`do $$ begin
      execute format('alter database %I set log_statement = ''all''', current_database());
      execute format('alter database %I set log_parameter_max_length_on_error = -1', current_database());
    end $$`),
  )
}

/** The holder logs in and gets the QR; her session stays open. */
async function issueQr(web: WebApp, { codiceFiscale }: DemoPerson): Promise<string> {
  const holder = visitorOn(web)
  await logIn(holder, { codiceFiscale })
  await holder.post('/qr/nota', fieldsOf(await holder.get('/qr/nota')))
  await holder.post('/qr/scelta', { ...fieldsOf(await holder.get('/qr/scelta')), shows: 'which' })
  const { body } = await holder.get('/qr/schermo')
  const token = Array.from(body.matchAll(/<span>([0-9A-Z]{4})<\/span>/g), ([, group]) => group).join('')
  assert.equal(token.length, 32)
  return token
}

interface Asked {
  token: string
  elvira: DemoPerson
  dario: DemoPerson
}

/** The operator asks for the degree; nothing delivers the message. */
async function askForDegree(web: WebApp, { token, elvira, dario }: Asked): Promise<void> {
  const operator = visitorOn(web)
  const ask = await operator.post('/v/grado', { token, codiceFiscale: elvira.codiceFiscale })
  assert.equal(ask.statusCode, 303)
  await logIn(operator, { codiceFiscale: dario.codiceFiscale, metodo: 'spid', per: 'operatore' })
  const purposes = await operator.get('/grado')
  const purpose = /name="purpose"[^>]*value="([^"]*sosta[^"]*)"/s.exec(purposes.body)?.[1] ?? ''
  await operator.post('/grado', { csrf: fieldsOf(purposes)['csrf'] ?? '', purpose })
}

/** The one-time code in the one message that still waits, sealed. */
async function codeThatWaits({ database, vault }: TestToolkit): Promise<string> {
  const [row, ...others] = await database.query<{ id: string; sealed_payload: Buffer }>(
    statement('canaries.outbox', 'select id, sealed_payload from outbox where delivered_at is null'),
  )
  assert.ok(row && others.length === 0, 'one message waits')
  const payload = vault.open({ table: 'outbox', row: row.id }, row.sealed_payload)
  const code = /Codice (\d{6})/.exec(payload)?.[1]
  assert.ok(code !== undefined)
  return code
}

function refusedLine({ codiceFiscale, events }: DemoPerson): string {
  return JSON.stringify({ ...events[1], id: 'x', codiceFiscale, nome: 'Ermenegilda' })
}

/** All that the commands write to standard output and standard error. */
function runCommands(url: string, { elvira, bad }: { elvira: DemoPerson; bad: string }): string {
  const attesta = (args: string[], input = '') => {
    const env = { ...process.env, DATABASE_URL: url }
    const { stdout, stderr } = spawnSync('node', ['attesta', ...args], {
      cwd: ROOT,
      input,
      encoding: 'utf8',
      env,
    })
    assert.notEqual(stdout + stderr, '')
    return stdout + stderr
  }
  return [
    attesta(['import', '-'], `${bad}\n{"codiceFiscale":"${elvira.codiceFiscale}`),
    attesta(['status', '-', '--reason', 'un ricorso'], elvira.codiceFiscale),
    attesta([
      'status',
      elvira.codiceFiscale,
      '--reason',
      'un ricorso',
      '--at',
      elvira.born.replace('-', '/'),
    ]),
    attesta(['feed', 'quarantine']),
    attesta(['feed', 'replay']),
  ].join('\n')
}

/** Mistakes that PostgreSQL reports with the row, the key or the statement. */
async function provokeErrors(database: Database): Promise<void> {
  for (const [name, text] of [
    [
      'twice',
      'insert into codice_fiscale (code_mac, person) select code_mac, person from codice_fiscale limit 1',
    ],
    ['state', `update disclosure set state = 'nowhere'`],
    ['misspelt', 'select seq from feed_event wher type is null'],
  ] as const) {
    await assert.rejects(database.query(statement(`canaries.${name}`, text)), name)
  }
}
