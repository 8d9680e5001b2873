import assert from 'node:assert/strict'
import { onBothEngines, type TestDatabase } from '../../test/databases.js'
import { testToolkit, type TestToolkit } from '../../test/toolkit.js'
import { type Shows } from '../attestation/attestation.js'
import { endAttestation, insertAttestation } from '../attestation/attestation.store.js'
import { drawToken, type Token } from '../attestation/token.js'
import { wireAudit } from '../audit/audit.wire.js'
import { type Database } from '../db/database.js'
import { statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { wireRegistry } from '../registry/registry.wire.js'
import { type WebApp } from '../web/server.gateway.js'
import { wireWeb } from '../web/web.wire.js'
import { wireVerification } from './verification.wire.js'

const AGNESE = 'BLLGNS72C58A944L'
const CLAUDIO = 'CTTCLD63R09F205N'
const UGO = 'NREGUO38P09F839N'
const NOBODY = 'DLMDNL57L62D969A'

let ids = 0
const line = (type: string, codiceFiscale: string, data: object) =>
  JSON.stringify({
    id: `00000000-0000-4000-9000-${String(++ids).padStart(12, '0')}`,
    type,
    occurredAt: '2020-01-01T09:00:00+01:00',
    codiceFiscale,
    data,
  })
const born = (code: string, more: object = {}) =>
  line('persona.registrata', code, { nome: 'N', cognome: 'C', dataNascita: '1960-01-01', ...more })
const act = (code: string, area: string, codice: string) =>
  line('verbale.definito', code, {
    protocollo: `V-${String(++ids)}`,
    procedura: 'primaIstanza',
    dataVisita: '2019-12-01',
    dataDefinizione: '2019-12-15',
    giudizi: [{ area, codice, dal: '2019-12-01' }],
  })

interface World {
  app: WebApp
  toolkit: TestToolkit
  issue: (code: string, shows?: Shows) => Promise<Token>
  database: Database
  audit: () => Promise<{ attestation: string | null; answer: string; recorded_hour: number }[]>
}

async function open({ database }: TestDatabase | { database: Database }): Promise<World> {
  const toolkit = testToolkit(database)
  const { vault, clock, chance } = toolkit
  const registry = wireRegistry({ database, vault, clock, chance })
  const lines = [
    born(AGNESE),
    act(AGNESE, 'handicap', 'H-3'),
    born(CLAUDIO),
    act(CLAUDIO, 'handicap', 'H-0'),
    born(UGO),
    act(UGO, 'handicap', 'H-1'),
    line('persona.deceduta', UGO, { data: '2020-01-01' }),
    born(NOBODY, { territorio: 'TN' }),
  ]
  await registry.recordFeed(lines.map((text, index) => ({ line: index + 1, text })))
  const audit = wireAudit(toolkit)
  await audit.makeRoom()
  const leadToDegree = (_request: unknown, reply: { send: (text: string) => never }) =>
    Promise.resolve(reply.send('degree'))
  const verification = wireVerification({
    ...toolkit,
    recordCheck: audit.recordCheck,
    leadToDegree: leadToDegree as never,
  })
  const { app } = await wireWeb(toolkit)
  verification.routes(app)
  const issue = async (code: string, shows: Shows = 'only') => {
    const { start } = await registry.findDossierByCode(code as CodiceFiscale)
    assert.ok(start !== undefined)
    const token = drawToken(chance)
    const now = clock.now()
    const attestation = {
      id: chance.uuid(),
      person: start,
      token,
      shows,
      issuedAt: now,
      noticeVersion: 3,
      noticeReadAt: now,
    }
    await insertAttestation(database, vault, attestation)
    return token
  }
  const ROWS = statement(
    'test.audit',
    'select attestation, answer, recorded_hour from audit_check order by answer',
  )
  return { app, toolkit, issue, database, audit: () => database.query(ROWS) }
}

const ask = (app: WebApp, token: string, codiceFiscale: string) =>
  app.inject({ method: 'POST', url: '/api/v1/verifications', payload: { token, codiceFiscale } })

const send = (app: WebApp, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/v',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  })

onBothEngines('each status has its answer, and its page says it in words', async (_t, _database, opened) => {
  const { app, issue } = await open(opened)
  const cases = [
    [AGNESE, 'recognised', 'Riconosciuta'],
    [CLAUDIO, 'notRecognised', 'In questo archivio non risulta'],
    [NOBODY, 'notVerifiable', 'Non verificabile qui'],
    [UGO, 'notValid', 'Non valido'],
  ] as const
  for (const [code, answer, title] of cases) {
    const token = await issue(code)
    assert.deepEqual((await ask(app, token, code)).json(), { answer })
    const page = await send(app, { token, codiceFiscale: code.toLowerCase() })
    assert.equal(page.statusCode, 200)
    assert.match(page.body, new RegExp(`<h1[^>]*>\\s*${title}`))
  }
})

onBothEngines(
  'T20 T72 categories are named only where the holder chose so, and no other key exists',
  async (_t, _database, opened) => {
    const { app, issue } = await open(opened)
    const [only, which] = [await issue(AGNESE, 'only'), await issue(AGNESE, 'which')]
    assert.deepEqual((await ask(app, only, AGNESE)).json(), { answer: 'recognised' })
    assert.deepEqual((await ask(app, which, AGNESE)).json(), {
      answer: 'recognised',
      categories: ['handicap'],
    })
    assert.doesNotMatch((await send(app, { token: only, codiceFiscale: AGNESE })).body, /L\. 104/)
    assert.match(
      (await send(app, { token: which, codiceFiscale: AGNESE })).body,
      /Condizione di disabilità \(L\. 104\/1992\)/,
    )
  },
)

onBothEngines(
  'T14 unknown, revoked, expired, another’s code and a death are one answer, byte for byte',
  async (_t, _database, opened) => {
    const { app, issue, toolkit } = await open(opened)
    const revoked = await issue(AGNESE)
    const expired = await issue(AGNESE)
    await opened.as('superuser', async (session) => {
      const hash = toolkit.vault.digest(expired)
      await session.query(
        statement('test.expire', `update attestation set expires_at = '2026-01-01Z' where token_hash = $1`),
        [hash],
      )
      const [row] = await session.query<{ id: string }>(
        statement('test.find', 'select id from attestation where token_hash = $1'),
        [toolkit.vault.digest(revoked)],
      )
      assert.ok(row)
      await endAttestation(session, row.id, 'revoked', toolkit.now())
    })
    const causes = {
      unknown: [drawToken(toolkit.chance), AGNESE],
      revoked: [revoked, AGNESE],
      expired: [expired, AGNESE],
      anothers: [await issue(AGNESE), CLAUDIO],
      unknownCode: [await issue(AGNESE), 'SRTPTR04D12L736X'],
      deceased: [await issue(UGO), UGO],
    } as const
    const once = '11111111-1111-4111-8111-111111111111'
    const pages = new Set<string>()
    for (const [cause, [token, codiceFiscale]] of Object.entries(causes)) {
      const answer = await ask(app, token, codiceFiscale)
      assert.equal(answer.body, '{"answer":"notValid"}', cause)
      const { body, headers, statusCode } = await send(app, { token, codiceFiscale, once })
      pages.add(
        JSON.stringify([
          statusCode,
          Object.keys(headers),
          body.replaceAll(token, 'T').replaceAll(codiceFiscale, 'C'),
        ]),
      )
    }
    assert.equal(pages.size, 1)
  },
)

onBothEngines(
  'T13 a mistyped token or code is told beside its field, before anything is looked up',
  async (_t, _database, opened) => {
    let queries = 0
    const counted: Database = {
      ...opened.database,
      query: (...asked) => {
        queries++
        return opened.database.query(...asked)
      },
      transact: (work) => {
        queries++
        return opened.database.transact(work)
      },
    }
    const { app, issue } = await open({ database: counted })
    const token = await issue(AGNESE)
    const slipped = (token.startsWith('0') ? '1' : '0') + token.slice(1)
    queries = 0
    const asJson = await ask(app, slipped, 'BLLGNS72C58A944A')
    assert.equal(asJson.statusCode, 400)
    assert.match(String(asJson.headers['content-type']), /problem\+json/)
    assert.deepEqual(asJson.json<{ errors: unknown }>().errors, [
      { field: 'token', reason: 'mistyped' },
      { field: 'codiceFiscale', reason: 'wrongCheckCharacter' },
    ])
    const page = await send(app, { token: slipped, codiceFiscale: 'BLLGNS72C58A944A' })
    assert.equal(page.statusCode, 400)
    assert.match(page.body, /id="token-error"/)
    assert.match(page.body, /id="codiceFiscale-error"/)
    assert.match(page.body, new RegExp(`value="BLLGNS72C58A944A"`), 'what was typed is kept')
    assert.equal(queries, 0)
  },
)

onBothEngines(
  'T18 opening the page is the same for everyone, sets nothing and writes nothing',
  async (_t, _database, opened) => {
    const { app, audit } = await open(opened)
    const plain = await app.inject({ url: '/v' })
    const other = await app.inject({
      url: '/v',
      headers: { cookie: 'attesta=x; lingua=en', 'accept-language': 'en' },
    })
    assert.equal(plain.body, other.body)
    assert.equal(plain.headers['set-cookie'], undefined)
    assert.deepEqual(await audit(), [])
  },
)

onBothEngines(
  'a check is one row: the hour, the answer, the attestation; a reloaded answer adds none',
  async (_t, _database, opened) => {
    const { app, issue, audit, toolkit } = await open(opened)
    const token = await issue(AGNESE)
    const once = '22222222-2222-4222-8222-222222222222'
    for (let time = 0; time < 3; time++) await send(app, { token, codiceFiscale: AGNESE, once })
    toolkit.pass(2 * 3_600_000)
    await send(app, { token, codiceFiscale: AGNESE, once })
    const rows = await audit()
    assert.equal(rows.length, 1)
    assert.equal((rows[0]?.recorded_hour ?? 1) % 3_600_000, 0)
    await send(app, { token, codiceFiscale: CLAUDIO })
    const refused = (await audit()).find(({ answer }) => answer === 'notValid')
    assert.ok(refused?.attestation, 'a wrong code on a known QR is in the holder’s list')
  },
)

onBothEngines('a check whose audit row cannot be written gives no answer', async (_t, _database, opened) => {
  const { app, issue } = await open(opened)
  const token = await issue(AGNESE)
  await opened.as('superuser', (session) => session.script('revoke insert on audit_check from attesta_app'))
  const answer = await ask(app, token, AGNESE)
  assert.equal(answer.statusCode, 503)
  assert.doesNotMatch(answer.body, /recognised/)
  await opened.as('superuser', (session) => session.script('grant insert on audit_check to attesta_app'))
  assert.deepEqual((await ask(app, token, AGNESE)).json(), { answer: 'recognised' })
})

onBothEngines(
  'the same QR follows the acts: nothing is stored that could be stale',
  async (_t, database, opened) => {
    const { app, issue, toolkit } = await open(opened)
    const token = await issue(CLAUDIO)
    assert.deepEqual((await ask(app, token, CLAUDIO)).json(), { answer: 'notRecognised' })
    const { vault, clock, chance } = toolkit
    const registry = wireRegistry({ database, vault, clock, chance })
    const text = act(CLAUDIO, 'handicap', 'H-3').replaceAll('2019-12', '2020-06')
    await registry.recordFeed([{ line: 1, text }])
    assert.deepEqual((await ask(app, token, CLAUDIO)).json(), { answer: 'recognised' })
  },
)

onBothEngines(
  'the language button gives the form back in the other language, with what was typed, and asks nothing',
  async (_t, _database, opened) => {
    const { app, issue, audit } = await open(opened)
    const token = await issue(AGNESE)
    const switched = await send(app, { token, codiceFiscale: 'bllg', once: '', in: 'it', lingua: 'en' })
    assert.equal(switched.statusCode, 200)
    assert.match(switched.body, /<html lang="en"/)
    assert.match(switched.body, /value="bllg"/)
    assert.match(switched.body, new RegExp(token))
    assert.deepEqual(await audit(), [])
  },
)
