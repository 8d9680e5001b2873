import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { statement } from '../../db/database.js'
import { MINUTE, SECOND } from '../../kernel/instant.js'
import { embedded } from '../../../test/databases.js'
import { closeIdleCopies } from '../../../test/embedded-copies.js'
import { DARIO, ELVIRA, identityWorld } from '../../../test/identity-world.js'
import { answerAt, logIn, reachProvider, sendAnswer, spidAnswer } from '../../../test/visitor.js'
import { ATTEMPT_LIFE } from '../login-attempt.js'

/** One database for the whole file: a browser more is a row or two. */
const opened = embedded.open()
after(async () => {
  await (await opened).close()
  await closeIdleCopies()
})

const world = async () => identityWorld((await opened).database)

const shared = world()

void test('T58 a provider’s clock may be a minute off, not three', async () => {
  for (const [off, isLetIn] of [
    [55 * SECOND, true],
    [-55 * SECOND, true],
    [185 * SECOND, false],
    [-185 * SECOND, false],
  ] as const) {
    const { visitor, pass } = await world()
    const browser = visitor()
    const richiesta = await reachProvider(browser)
    pass(off)
    const answer = await answerAt(browser, { richiesta, codiceFiscale: ELVIRA.codiceFiscale })
    pass(-off)
    const { statusCode } = await sendAnswer(browser, answer)
    assert.equal(statusCode, isLetIn ? 303 : 403, `${String(off / SECOND)} s`)
  }
})

void test('T32 over https the login’s cookie alone is None, for ten minutes, and gone after the login', async () => {
  const { app } = await identityWorld((await opened).database, { baseUrl: 'https://attesta.example' })
  const begun = await app.inject({
    method: 'POST',
    url: '/accedi',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: 'per=titolare&metodo=spid',
  })
  const cookie = String(begun.headers['set-cookie'])
  for (const part of [
    '__Host-attesta-login=',
    'Max-Age=600',
    'Path=/',
    'HttpOnly',
    'Secure',
    'SameSite=None',
  ])
    assert.ok(cookie.includes(part), part)
})

void test('a browser that held the cookie back sends the answer again, from our own page', async () => {
  const { visitor } = await shared
  const browser = visitor()
  const answer = await spidAnswer(browser, ELVIRA)
  const login = browser.cookies.get('attesta-login') ?? ''
  browser.cookies.delete('attesta-login')
  const between = await sendAnswer(browser, answer)
  assert.equal(between.statusCode, 200)
  assert.match(between.body, /name="ripetuto" value="1"/)
  browser.cookies.set('attesta-login', login)
  const again = await browser.post('/spid/acs', { ...answer, ripetuto: '1' })
  assert.equal(again.headers['location'], '/qr')
  const stranger = await visitor().post(
    '/spid/acs',
    { ...answer, ripetuto: '1' },
    { 'sec-fetch-site': 'cross-site' },
  )
  assert.equal(stranger.statusCode, 403)
})

void test('an answer that comes too late says “start again”, and the new login leads where the old one would have', async () => {
  const { visitor, pass } = await world()
  const browser = visitor()
  await browser.post('/v/grado', {})
  const answer = await spidAnswer(browser, { ...DARIO, per: 'operatore' })
  pass(ATTEMPT_LIFE + MINUTE)
  browser.cookies.delete('attesta-login')
  const late = await browser.post('/spid/acs', { ...answer, ripetuto: '1' })
  assert.equal(late.statusCode, 403)
  assert.match(late.body, /Entra di nuovo/)
  assert.equal((await logIn(browser, { ...DARIO, per: 'operatore' })).headers['location'], '/grado')
  const stranger = await visitor().post('/spid/acs', { ...answer, RelayState: 'x', ripetuto: '1' })
  assert.equal(stranger.cookies.length, 0, 'an unknown key leads nowhere')
})

void test('only the answer’s address takes posts from other sites', async () => {
  const { visitor } = await shared
  const cross = { 'sec-fetch-site': 'cross-site' }
  assert.equal((await visitor().post('/accedi/spid', { fornitore: 'x' }, cross)).statusCode, 403)
  assert.equal((await visitor().post('/accedi', { metodo: 'spid' }, cross)).statusCode, 403)
})

void test('the providers come in another order each time, each by a button of its own', async () => {
  const { visitor } = await shared
  const orders = new Set<string>()
  for (let count = 0; count < 40 && orders.size < 2; count += 1) {
    const browser = visitor()
    await browser.post('/accedi', { per: 'titolare', metodo: 'spid' })
    const page = await browser.get('/accedi/spid')
    const names = [...page.body.matchAll(/name="fornitore" value="[^"]+">([^<]+)</g)].map(([, name]) => name)
    assert.equal(names.length, 3)
    orders.add(names.join())
  }
  assert.equal(orders.size, 2)
})

void test('a link leads straight to a provider of the registry, and to nobody else', async () => {
  const { visitor } = await shared
  const idp = encodeURIComponent('http://localhost:3000/demo/spid/alba')
  const sent = await visitor().get(`/spid/entra?idp=${idp}`)
  assert.match(sent.body, /name="SAMLRequest"/)
  assert.match(String(sent.headers['content-security-policy']), /form-action 'self' http:\/\/localhost:3000;/)
  assert.equal((await visitor().get('/spid/entra?idp=https%3A%2F%2Fevil.example')).statusCode, 404)
})

void test('what was said is kept sealed, question and answer', async () => {
  const { visitor, database } = await shared
  const browser = visitor()
  await logIn(browser, ELVIRA)
  const messages = statement(
    'test.spidMessages',
    `select kind, sealed_message from spid_message where request_id =
      (select request_id from spid_message order by recorded_at desc, kind limit 1) order by kind`,
  )
  const rows = await database.query<{ kind: string; sealed_message: Buffer }>(messages)
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['request', 'response'],
  )
  for (const { sealed_message } of rows) assert.ok(!sealed_message.includes('AuthnContext'))
})
