import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { DARIO, ELVIRA, identityWorld } from '../../test/identity-world.js'
import { fieldsOf, logIn, type TestVisitor } from '../../test/visitor.js'
import { HOUR, MINUTE, SECOND } from '../kernel/instant.js'

type World = Awaited<ReturnType<typeof identityWorld>>

async function loggedIn({ visitor }: World, codiceFiscale = ELVIRA.codiceFiscale) {
  const browser = visitor()
  await logIn(browser, { codiceFiscale })
  const { csrf } = (await browser.get('/qr')).json<{ csrf: string }>()
  return { browser, csrf }
}

const isIn = async (browser: TestVisitor) => (await browser.get('/qr')).statusCode === 200

onBothEngines('T29 a form without the token, or with another’s, is 403', async (_t, database) => {
  const world = await identityWorld(database)
  const { browser, csrf } = await loggedIn(world)
  const other = await loggedIn(world, DARIO.codiceFiscale)
  for (const wrong of [{}, { csrf: '' }, { csrf: `${csrf}a` }, { csrf: other.csrf }]) {
    assert.equal((await browser.post('/qr/parola', { ...wrong, parola: 'x' })).statusCode, 403)
  }
  assert.equal((await browser.post('/esci', { csrf: other.csrf })).statusCode, 403)
  assert.deepEqual(world.sent, [])
  assert.equal((await browser.post('/qr/parola', { csrf, parola: 'x' })).statusCode, 200)
})

onBothEngines('T29 a form from another site is 403, even with the token', async (_t, database) => {
  const world = await identityWorld(database)
  const { browser, csrf } = await loggedIn(world)
  const form = { csrf, parola: 'x' }
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
  assert.equal((await browser.post('/qr/parola', form, foreign)).statusCode, 403)
  assert.deepEqual(world.sent, [])
})

onBothEngines('T31 fifteen minutes without a request end a session', async (_t, database) => {
  const world = await identityWorld(database)
  const { browser } = await loggedIn(world)
  world.pass(15 * MINUTE - SECOND)
  assert.ok(await isIn(browser))
  world.pass(15 * MINUTE - SECOND)
  assert.ok(await isIn(browser), 'a request had kept it awake')
  world.pass(15 * MINUTE + SECOND)
  assert.equal(await isIn(browser), false)
})

onBothEngines('T31 eight hours end a session, however busy it was', async (_t, database) => {
  const world = await identityWorld(database)
  const { browser } = await loggedIn(world)
  for (let passed = 0; passed < 8 * HOUR - 10 * MINUTE; passed += 10 * MINUTE) {
    world.pass(10 * MINUTE)
    assert.ok(await isIn(browser))
  }
  world.pass(10 * MINUTE - SECOND)
  assert.ok(await isIn(browser))
  world.pass(2 * SECOND)
  assert.equal(await isIn(browser), false)
})

onBothEngines(
  'T32 the session’s cookie is Lax and hidden from scripts; on https bound to host',
  async (_t, database) => {
    for (const { baseUrl, name, secure } of [
      { baseUrl: 'https://attesta.example', name: '__Host-attesta', secure: true },
      { baseUrl: 'http://localhost:3000', name: 'attesta', secure: undefined },
    ]) {
      const { visitor } = await identityWorld(database, { baseUrl })
      const end = await logIn(visitor(), ELVIRA)
      const cookie = end.cookies.find((set) => set.name === name)
      assert.ok(cookie, name)
      assert.equal(cookie.secure, secure)
      assert.equal(cookie.httpOnly, true)
      assert.equal(cookie.sameSite, 'Lax')
      assert.equal(cookie.path, '/')
      assert.equal(cookie['domain'], undefined)
      assert.equal(cookie.maxAge, undefined, 'it goes when the browser is closed')
      assert.equal(Buffer.from(cookie.value, 'base64url').length, 32)
    }
  },
)

onBothEngines(
  'T32 the login’s cookie alone crosses sites, for ten minutes, on https only',
  async (_t, database) => {
    for (const { baseUrl, name, secure, sameSite } of [
      { baseUrl: 'https://attesta.example', name: '__Host-attesta-login', secure: true, sameSite: 'None' },
      { baseUrl: 'http://localhost:3000', name: 'attesta-login', secure: undefined, sameSite: 'Lax' },
    ]) {
      const { visitor } = await identityWorld(database, { baseUrl })
      const begun = await visitor().post('/accedi', { per: 'titolare', metodo: 'spid' })
      const cookie = begun.cookies.find((set) => set.name === name)
      assert.ok(cookie, name)
      assert.deepEqual(
        [cookie.secure, cookie.httpOnly, cookie.sameSite, cookie.path, cookie.maxAge],
        [secure, true, sameSite, '/', 600],
      )
      assert.doesNotMatch(String(begun.headers['location']), new RegExp(cookie.value))
    }
  },
)

onBothEngines('T32 the login’s cookie is useless after the login, and no session', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const elvira = visitor()
  await elvira.post('/accedi', { per: 'titolare', metodo: 'spid' })
  const stale = elvira.cookies.get('attesta-login') ?? ''
  await logIn(elvira, ELVIRA)
  assert.equal(elvira.cookies.get('attesta-login'), undefined)
  const thief = visitor()
  thief.cookies.set('attesta', stale)
  assert.equal(await isIn(thief), false)
})

onBothEngines(
  'logging out ends the session, clears the browser, and is audited once',
  async (_t, database) => {
    const world = await identityWorld(database)
    const { browser, csrf } = await loggedIn(world)
    const kept = browser.cookies.get('attesta') ?? ''
    const out = await browser.post('/esci', { csrf })
    assert.equal(out.headers['location'], '/uscito')
    assert.match(String(out.headers['clear-site-data']), /"cookies".*"storage"/)
    assert.equal(browser.cookies.get('attesta'), undefined)
    browser.cookies.set('attesta', kept)
    assert.equal(await isIn(browser), false)
    assert.equal((await browser.post('/esci', { csrf })).headers['location'], '/uscito')
    assert.equal((await world.audited()).filter(({ kind }) => kind === 'logout').length, 1)
    assert.match((await browser.get('/uscito')).body, /Togli la carta/)
  },
)

onBothEngines('who logs out in English goes on in English', async (_t, database) => {
  const { browser, csrf } = await loggedIn(await identityWorld(database))
  browser.cookies.set('lingua', 'en')
  const out = await browser.post('/esci', { csrf })
  browser.cookies.clear()
  const onward = await browser.follow(out)
  assert.match((await browser.follow(onward)).body, /<html lang="en">/)
  assert.match((await browser.get('/accedi')).body, /<html lang="en">/)
})

onBothEngines(
  'without a session a page leads to the login, and a program gets a problem',
  async (_t, database) => {
    const { visitor, app } = await identityWorld(database)
    assert.equal((await visitor().get('/qr')).headers['location'], '/accedi?per=titolare')
    assert.equal((await visitor().get('/grado')).headers['location'], '/accedi?per=operatore')
    const program = await app.inject({ url: '/qr' })
    assert.equal(program.statusCode, 401)
    assert.equal(program.json<{ type: string }>().type, 'urn:attesta:problem:login-needed')
  },
)

onBothEngines('what was typed when the session ended is given back after the login', async (_t, database) => {
  const world = await identityWorld(database)
  const { browser, csrf } = await loggedIn(world)
  world.pass(16 * MINUTE)
  const lost = await browser.post('/qr/parola', { csrf, parola: '<due> "parole"' })
  assert.equal(lost.headers['location'], '/sessione-finita')
  const ended = await browser.follow(lost)
  assert.equal(ended.statusCode, 401)
  assert.match(ended.body, /Sessione finita/)
  assert.match(ended.body, /800 000 123/)
  const end = await logIn(browser, ELVIRA)
  assert.equal(end.headers['location'], '/riprendi')
  const page = await browser.follow(end)
  assert.match(page.body, /action="\/qr\/parola"/)
  const fields = fieldsOf(page)
  assert.notEqual(fields['csrf'], csrf)
  assert.equal(fields['parola'], '&lt;due&gt; &quot;parole&quot;')
  await browser.post('/qr/parola', { csrf: fields['csrf'] ?? '', parola: '<due> "parole"' })
  assert.deepEqual(world.sent, [{ parola: '<due> "parole"' }])
})

onBothEngines('what one person typed is not given to the next on the same machine', async (_t, database) => {
  const world = await identityWorld(database)
  const { browser, csrf } = await loggedIn(world)
  world.pass(16 * MINUTE)
  await browser.post('/qr/parola', { csrf, parola: 'di Elvira' })
  assert.equal((await logIn(browser, DARIO)).headers['location'], '/qr')
  assert.equal((await browser.get('/riprendi')).headers['location'], '/qr')
})

onBothEngines(
  'a form without the token of the session that ended is not kept: none can be planted',
  async (_t, database) => {
    const world = await identityWorld(database)
    const { browser } = await loggedIn(world)
    world.pass(16 * MINUTE)
    for (const victim of [browser, world.visitor()]) {
      const planted = await victim.post('/qr/parola', { csrf: 'guessed', parola: 'planted' })
      assert.equal(planted.headers['location'], '/accedi?per=titolare')
      assert.equal((await logIn(victim, ELVIRA)).headers['location'], '/qr')
    }
  },
)

onBothEngines(
  'for whom a session is stays with a form that is given back, and nowhere else',
  async (_t, database) => {
    const world = await identityWorld(database)
    const { browser } = await loggedIn(world)
    const forWhom = async () =>
      (await browser.get('/qr')).json<{ csrf: string; id: string; chosen?: object }>()
    const { id, chosen, csrf: before } = await forWhom()
    assert.equal(chosen, undefined)
    const other = { kind: 'other', entry: '00000000-0000-4000-8000-00000000abcd' } as const
    const session = { id } as Parameters<ReturnType<typeof world.identity.chooseOn>>[0]
    await world.identity.chooseOn(database)(session, other)
    const { csrf, ...now } = await forWhom()
    assert.deepEqual(now.chosen, other)
    assert.notEqual(csrf, before, 'forms of before are good no more')
    assert.equal((await browser.post('/qr/parola', { csrf: before, parola: 'x' })).statusCode, 403)
    world.pass(16 * MINUTE)
    await browser.post('/qr/parola', { csrf, parola: 'x' })
    await logIn(browser, ELVIRA)
    assert.deepEqual((await forWhom()).chosen, other)
    const { browser: fresh } = await loggedIn(world)
    assert.equal((await fresh.get('/qr')).json<{ chosen?: object }>().chosen, undefined)
  },
)
