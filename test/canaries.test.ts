import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { serveApp, wireApp } from '../src/app.js'
import { demoIdentities, seedDemo } from '../src/cli/demo/seed.js'
import { demoWorld } from '../src/cli/demo/world.js'
import { type Session, statement } from '../src/db/database.js'
import { onBothEngines } from './databases.js'
import { testToolkit } from './toolkit.js'
import { fieldsOf, logIn, visitorOn } from './visitor.js'

const TABLES = statement(
  'canaries.tables',
  `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = 'public' and c.relkind = 'r' order by c.relname`,
)

/** Every row of every table as text: sealed columns both as they are printed and as the bytes that they hold. */
async function dump(session: Session): Promise<string> {
  const parts: string[] = []
  for (const { name } of await session.query<{ name: string }>(TABLES)) {
    const rows = await session.query<Record<string, unknown>>(
      statement(`canaries.${name}`, `select t.* from ${name} t`),
    )
    for (const row of rows) {
      for (const value of Object.values(row)) {
        if (Buffer.isBuffer(value))
          parts.push(value.toString('latin1'), value.toString('utf8'), value.toString('hex'))
        else parts.push(typeof value === 'string' ? value : JSON.stringify(value))
      }
    }
  }
  return parts.join('\n')
}

onBothEngines(
  'T12 T26 T68 neither a dump of the database, nor what is logged, names anybody or holds a token or a code',
  async (_t, database, extras) => {
    const people = demoWorld('2026-11-23')
    const toolkit = {
      ...testToolkit(database),
      pin: 'off' as const,
      demo: { identities: demoIdentities(people) },
    }
    const app = wireApp(toolkit)
    await app.audit.makeRoom()
    await seedDemo(app, people)
    const { app: web, metrics } = await serveApp(app, toolkit)
    const [elvira, dario] = ['Tassoni', 'Montali'].map((cognome) =>
      people.find((person) => person.cognome === cognome),
    )
    assert.ok(elvira && dario)

    // A session is open, a QR is issued, a message waits, a line is in quarantine.
    const holder = visitorOn(web)
    await logIn(holder, { codiceFiscale: elvira.codiceFiscale })
    await holder.post('/qr/nota', fieldsOf(await holder.get('/qr/nota')))
    await holder.post('/qr/scelta', { ...fieldsOf(await holder.get('/qr/scelta')), shows: 'which' })
    const { body } = await holder.get('/qr/schermo')
    const token = Array.from(body.matchAll(/<span>([0-9A-Z]{4})<\/span>/g), ([, group]) => group).join('')
    assert.equal(token.length, 32)
    const operator = visitorOn(web)
    const ask = await operator.post('/v/grado', { token, codiceFiscale: elvira.codiceFiscale })
    assert.equal(ask.statusCode, 303)
    await logIn(operator, { codiceFiscale: dario.codiceFiscale, metodo: 'cie', per: 'operatore' })
    const purposes = await operator.get('/grado')
    const purpose = /name="purpose"[^>]*value="([^"]*sosta[^"]*)"/s.exec(purposes.body)?.[1]
    assert.ok(purpose !== undefined, purposes.body.slice(0, 3000))
    await operator.post('/grado', { csrf: fieldsOf(purposes)['csrf'] ?? '', purpose })
    const bad = JSON.stringify({
      ...elvira.events[1],
      id: 'x',
      codiceFiscale: elvira.codiceFiscale,
      nome: 'Ermenegilda',
    })
    assert.equal((await app.registry.recordFeed([{ line: 1, text: bad }])).refused, 1)

    const waiting = await extras.as('superuser', (session) =>
      session.query(statement('canaries.outbox', 'select id from outbox where delivered_at is null')),
    )
    assert.equal(waiting.length, 1, 'the message still waits')

    const register = elvira.events[0]?.data as Record<string, string>
    const names = people.flatMap(({ nome, cognome }) => [nome, cognome]).filter((name) => name.length > 3)
    const canaries = [
      ...people.map(({ codiceFiscale }) => codiceFiscale),
      ...names,
      'Ermenegilda',
      token,
      elvira.born,
      register['cellulare'] ?? '',
      (register['cellulare'] ?? '').replace('+39', ''),
      'DEMO-0001',
      'persona1@example.org',
    ]
    const whole = await extras.as('superuser', dump)
    const inDump = canaries.filter((canary) => whole.includes(canary))
    assert.deepEqual(inDump, [], 'in the dump')
    assert.doesNotMatch(whole, /Codice \d{6}/)

    const said = JSON.stringify(toolkit.lines) + (await metrics.text())
    assert.deepEqual(
      canaries.filter((canary) => said.includes(canary)),
      [],
      'in log or metrics',
    )
    if (extras.server && existsSync(extras.server.log)) {
      await assert.rejects(
        database.query(
          statement(
            'canaries.twice',
            'insert into codice_fiscale (code_mac, person) select code_mac, person from codice_fiscale limit 1',
          ),
        ),
      )
      const server = readFileSync(extras.server.log, 'latin1')
      assert.ok(server.length > 0)
      assert.deepEqual(
        canaries.filter((canary) => server.includes(canary)),
        [],
        'in the server’s log',
      )
    }

    // The search can find: one planted row turns it up.
    await extras.as('superuser', (session) =>
      session.script(`insert into retention values ('canary', '1 day', '${token}')`),
    )
    assert.ok((await extras.as('superuser', dump)).includes(token))
    await web.close()
  },
)
