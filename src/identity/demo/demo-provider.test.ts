import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothEngines } from '../../../test/databases.js'
import { DARIO, ELVIRA, identityWorld, NORA } from '../../../test/identity-world.js'
import { fieldsOf, logIn, type TestVisitor } from '../../../test/visitor.js'
import { statement } from '../../db/database.js'
import { chooseDemoPerson, type DemoTyped } from './demo-person.js'

const PEOPLE = [ELVIRA, DARIO, NORA]
const STRANGER = 'RSSMRA85T10A562S'

async function atTheProvider(browser: TestVisitor, metodo = 'cns') {
  const page = await browser.follow(await browser.post('/accedi', { per: 'titolare', metodo }))
  return { page, asked: { richiesta: fieldsOf(page)['richiesta'] ?? '', metodo } }
}

onBothEngines('the demo’s provider looks like itself, and shows what it will send', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const browser = visitor()
  const { page, asked } = await atTheProvider(browser)
  assert.match(page.body, /Fornitore di identità di prova/)
  assert.match(page.body, /CNS di prova/)
  const shown = await browser.post('/demo/identita/dati', { ...asked, codiceFiscale: ELVIRA.codiceFiscale })
  for (const words of [
    'Elvira Tassoni',
    ELVIRA.codiceFiscale,
    'CNS',
    'Identità di prova',
    '23 novembre 2026',
    '10:30',
  ])
    assert.ok(shown.body.includes(words), words)
  assert.match(shown.body, /Acconsento/)
})

onBothEngines('nobody chosen is said beside the list', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const browser = visitor()
  const { asked } = await atTheProvider(browser)
  const again = await browser.post('/demo/identita/dati', asked)
  assert.equal(again.statusCode, 400)
  assert.match(again.body, /Scegli una persona/)
})

onBothEngines('anyone may be the demo’s person, by codice fiscale and name', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const browser = visitor()
  const { asked } = await atTheProvider(browser)
  const unknown = await browser.post('/demo/identita/dati', { ...asked, cerca: STRANGER.toLowerCase() })
  assert.match(unknown.body, /Scrivi anche nome e cognome/)
  const named = { ...asked, cerca: STRANGER, nome: 'Mario', cognome: 'Rossi' }
  const shown = fieldsOf(await browser.post('/demo/identita/dati', named))
  const sent = await browser.post('/demo/identita/risposta', { ...shown, esito: 'consenso' })
  await browser.follow(sent)
  assert.equal((await browser.get('/qr')).json<{ name: string }>().name, 'Mario Rossi')
})

onBothEngines('a language is switched without losing what was typed or agreed on', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const browser = visitor()
  const doors = await browser.post('/accedi', { per: 'operatore', lingua: 'en' })
  assert.match(doors.body, /How do you want to log in/)
  assert.equal(fieldsOf(doors)['per'], 'operatore')
  const { asked } = await atTheProvider(browser)
  const list = await browser.post('/demo/identita/dati', { ...asked, cerca: 'xyz', lingua: 'it' })
  assert.equal(list.statusCode, 200)
  assert.equal(fieldsOf(list)['cerca'], 'xyz')
  const agreed = { ...asked, codiceFiscale: ELVIRA.codiceFiscale }
  const consent = await browser.post('/demo/identita/risposta', { ...agreed, lingua: 'en' })
  assert.match(consent.body, /These data go to Attesta/)
  const refused = await browser.post('/accedi/rifiuto', { motivo: 'suspended', lingua: 'it' })
  assert.match(refused.body, /La tua identità è sospesa/)
})

onBothEngines(
  'each refusal of a provider has its page, its audit, and leaves the login open',
  async (_t, database) => {
    const { visitor, audited } = await identityWorld(database)
    const browser = visitor()
    await browser.post('/v/grado', {})
    const begun = await browser.post('/accedi', { per: 'operatore', metodo: 'cns' })
    const { richiesta = '' } = fieldsOf(await browser.follow(begun))
    const titles = new Set<string>()
    const reasons = ['cancelled', 'timeout', 'wrongCredentials', 'noCredential', 'suspended', 'failure']
    for (const esito of reasons) {
      const form = { richiesta, metodo: 'cns', codiceFiscale: ELVIRA.codiceFiscale, esito }
      const page = await browser.follow(await browser.post('/demo/identita/risposta', form))
      assert.equal(page.statusCode, 403)
      assert.match(page.body, /Numero da citare/)
      titles.add(/<h1[^>]*>([^<]+)/.exec(page.body)?.[1] ?? '')
    }
    assert.equal(titles.size, reasons.length)
    assert.equal((await audited()).filter(({ kind }) => kind === 'login.refused').length, reasons.length)
    assert.equal((await logIn(browser, { ...DARIO, per: 'operatore' })).headers['location'], '/grado')
  },
)

onBothEngines('whoever only comes by the answer’s address writes nothing', async (_t, database) => {
  const { visitor, audited } = await identityWorld(database)
  for (const url of ['/accedi/risposta', '/accedi/risposta?errore=cancelled', '/accedi/risposta?errore=x'])
    assert.equal((await visitor().get(url)).statusCode, 403)
  assert.deepEqual(await audited(), [])
})

onBothEngines(
  'no name, codice fiscale, cookie or code lies open in the tables',
  async (_t, database, { as }) => {
    const { visitor } = await identityWorld(database)
    const browser = visitor()
    await logIn(browser, ELVIRA)
    const dump = statement(
      'test.dumpIdentity',
      `select concat((select string_agg(s::text, '') from session s), (select string_agg(a::text, '') from login_attempt a),
       (select string_agg(d::text, '') from demo_answer d), (select string_agg(e::text, '') from audit_event e),
       (select string_agg(r::text, '') from spid_request r), (select string_agg(m::text, '') from spid_message m)) as text`,
    )
    const [row] = await as('superuser', (session) => session.query<{ text: string }>(dump))
    const secrets = [ELVIRA.codiceFiscale, 'Elvira', 'Tassoni', browser.cookies.get('attesta') ?? '']
    for (const secret of secrets) {
      assert.ok(row && !row.text.includes(secret))
      assert.ok(!row.text.includes(Buffer.from(secret).toString('hex')))
    }
  },
)

const choose = (typed: Partial<DemoTyped>, method: 'spid' | 'pin' = 'spid') =>
  chooseDemoPerson(PEOPLE, method, { codiceFiscale: '', cerca: '', nome: '', cognome: '', ...typed })

void test('a search finds by any part of name, note and code, without accents and capitals', () => {
  assert.deepEqual(choose({ cerca: 'tassóni ELV' }), { kind: 'found', people: [ELVIRA] })
  assert.deepEqual(choose({ cerca: 'operatore' }), { kind: 'found', people: [DARIO] })
  assert.deepEqual(choose({ cerca: 'nessuno' }), { kind: 'nobody' })
  assert.deepEqual(choose({ cerca: ' ' }), { kind: 'nothing' })
})

void test('a codice fiscale that is typed whole chooses, and a stranger needs a name', () => {
  assert.deepEqual(choose({ cerca: ' tsslvr61b54a944q ' }), { kind: 'chosen', identity: ELVIRA })
  assert.deepEqual(choose({ cerca: STRANGER }), { kind: 'stranger', codiceFiscale: STRANGER })
  assert.equal(choose({ cerca: STRANGER, nome: 'Mario', cognome: 'Rossi' }).kind, 'chosen')
})

void test('the PIN is nobody’s but the exempt’s, listed or not', () => {
  assert.equal(choose({ codiceFiscale: NORA.codiceFiscale }, 'pin').kind, 'chosen')
  assert.equal(choose({ codiceFiscale: ELVIRA.codiceFiscale }, 'pin').kind, 'nothing')
  assert.equal(choose({ cerca: STRANGER, nome: 'Mario', cognome: 'Rossi' }, 'pin').kind, 'nobody')
})
