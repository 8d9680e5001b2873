import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { DARIO, ELVIRA, identityWorld, NORA, rightNow } from '../../test/identity-world.js'
import { logIn, sendAnswer, spidAnswer } from '../../test/visitor.js'
import { statement } from '../db/database.js'
import { MINUTE } from '../kernel/instant.js'

const SESSIONS = statement(
  'test.sessions',
  'select id, encode(id_hash, $1) as cookie, identity_mac, ended_at from session order by created_at, id',
)

onBothEngines('whoever a provider vouches for is in, and the audit says how', async (_t, database) => {
  const { visitor, audited } = await identityWorld(database, { at: rightNow() })
  const elvira = visitor()
  const end = await logIn(elvira, { codiceFiscale: ELVIRA.codiceFiscale, metodo: 'cie' })
  assert.equal(end.headers['location'], '/qr')
  assert.equal((await elvira.get('/qr')).json<{ name: string }>().name, 'Elvira Tassoni')
  assert.deepEqual(await audited(), [{ kind: 'login.succeeded', method: 'cie', level: 3 }])
})

onBothEngines(
  'T30 the id changes at login, and the session that the browser had ends',
  async (_t, database) => {
    const { visitor } = await identityWorld(database)
    const elvira = visitor()
    await logIn(elvira, ELVIRA)
    const first = elvira.cookies.get('attesta')
    await logIn(elvira, ELVIRA)
    assert.notEqual(elvira.cookies.get('attesta'), first)
    const old = visitor()
    old.cookies.set('attesta', first ?? '')
    assert.equal((await old.get('/qr')).statusCode, 303)
    assert.equal((await elvira.get('/qr')).statusCode, 200)
  },
)

onBothEngines('T30 an id that was planted before the login is not taken over', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const victim = visitor()
  victim.cookies.set('attesta', 'planted')
  await logIn(victim, ELVIRA)
  assert.notEqual(victim.cookies.get('attesta'), 'planted')
  const attacker = visitor()
  attacker.cookies.set('attesta', 'planted')
  assert.equal((await attacker.get('/qr')).statusCode, 303)
})

onBothEngines('T30 the id changes at step-up; the session stays the same', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const dario = visitor()
  await logIn(dario, DARIO)
  const before = dario.cookies.get('attesta')
  const { id } = (await dario.get('/qr')).json<{ id: string }>()
  const led = await dario.post('/v/grado', {})
  assert.equal(led.headers['location'], '/grado')
  assert.notEqual(dario.cookies.get('attesta'), before)
  const degree = (await dario.get('/grado')).json<{ id: string; returnTo: unknown }>()
  assert.deepEqual(degree, { id, returnTo: { kind: 'degree', attestation: 'attestation-1' } })
  const old = visitor()
  old.cookies.set('attesta', before ?? '')
  assert.equal((await old.get('/qr')).statusCode, 303)
})

onBothEngines('a way that was begun before the login is gone on after it', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const dario = visitor()
  const led = await dario.post('/v/grado', {})
  assert.equal(led.headers['location'], '/accedi?per=operatore')
  const end = await logIn(dario, { ...DARIO, per: 'operatore' })
  assert.equal(end.headers['location'], '/grado')
  assert.equal(
    (await dario.get('/grado')).json<{ returnTo: { attestation: string } }>().returnTo.attestation,
    'attestation-1',
  )
})

onBothEngines(
  'who began as an operator and comes in as a holder is led to their own pages',
  async (_t, database) => {
    const { visitor } = await identityWorld(database)
    const elvira = visitor()
    await elvira.post('/v/grado', {})
    assert.equal((await logIn(elvira, { ...ELVIRA, per: 'titolare' })).headers['location'], '/qr')
  },
)

onBothEngines(
  'T33 an address given as the purpose leads to one’s own pages, never there',
  async (_t, database) => {
    const { visitor } = await identityWorld(database)
    for (const per of ['//evil.example', '/\\evil.example', 'javascript:alert(1)', 'https://evil.example']) {
      const elvira = visitor()
      const doors = await elvira.get(`/accedi?per=${encodeURIComponent(per)}`)
      assert.equal(doors.statusCode, 200)
      assert.doesNotMatch(doors.body, /evil|javascript:/)
      const refused = await elvira.post('/accedi', { per: per.slice(0, 10), metodo: 'spid' })
      assert.equal(refused.headers['location'], '/accedi/spid')
      assert.equal((await logIn(elvira, ELVIRA)).headers['location'], '/qr')
    }
  },
)

onBothEngines('an answer is good once: replayed, it is refused and audited', async (_t, database) => {
  const { visitor, audited } = await identityWorld(database)
  const elvira = visitor()
  const answer = await spidAnswer(elvira, ELVIRA)
  const login = elvira.cookies.get('attesta-login') ?? ''
  assert.equal((await sendAnswer(elvira, answer)).statusCode, 303)
  elvira.cookies.set('attesta-login', login)
  const replayed = await sendAnswer(elvira, answer)
  assert.equal(replayed.statusCode, 403)
  assert.match(replayed.body, /Questo accesso non vale più/)
  assert.deepEqual(
    (await audited()).map(({ kind }) => kind),
    ['login.succeeded', 'login.refused'],
  )
})

onBothEngines('ten answers at once let one in', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const elvira = visitor()
  const answer = await spidAnswer(elvira, ELVIRA)
  const ends = await Promise.all(Array.from({ length: 10 }, () => sendAnswer(elvira, answer)))
  assert.equal(ends.filter(({ statusCode }) => statusCode === 303).length, 1)
  assert.equal((await database.query(SESSIONS, ['hex'])).length, 1)
})

onBothEngines('an answer for another browser’s login lets nobody in', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const attacker = visitor()
  const answer = await spidAnswer(attacker, DARIO)
  const victim = visitor()
  const sameSite = { 'sec-fetch-site': 'same-origin' }
  assert.equal((await victim.post('/spid/acs', { ...answer, ripetuto: '1' }, sameSite)).statusCode, 403)
  await victim.get('/accedi')
  await victim.post('/accedi', { per: 'titolare', metodo: 'spid' })
  assert.equal((await sendAnswer(victim, answer)).statusCode, 403)
  assert.equal(victim.cookies.get('attesta'), undefined)
})

onBothEngines('a login is good for ten minutes, however it goes on', async (_t, database) => {
  const { visitor, pass } = await identityWorld(database)
  const slow = visitor()
  await slow.post('/v/grado', {})
  pass(10 * MINUTE - 1000)
  const begun = await slow.post('/accedi', { per: 'operatore', metodo: 'spid' })
  assert.equal(begun.statusCode, 303)
  pass(10 * MINUTE - 1000)
  assert.equal((await logIn(slow, { ...DARIO, per: 'operatore' })).headers['location'], '/grado')
  const tooSlow = visitor()
  await tooSlow.post('/v/grado', {})
  pass(10 * MINUTE)
  assert.equal((await logIn(tooSlow, { ...DARIO, per: 'operatore' })).headers['location'], '/operatore')
})

onBothEngines('by SPID and by CIE one is the same person', async (_t, database) => {
  const { visitor } = await identityWorld(database, { at: rightNow() })
  await logIn(visitor(), { ...ELVIRA, metodo: 'spid' })
  await logIn(visitor(), { ...ELVIRA, metodo: 'cie' })
  const [spid, cie] = await database.query<{ identity_mac: Buffer }>(SESSIONS, ['hex'])
  assert.ok(spid && cie?.identity_mac.equals(spid.identity_mac))
})

onBothEngines('the PIN is shut unless it is switched on', async (_t, database) => {
  const { visitor } = await identityWorld(database)
  const nora = visitor()
  assert.doesNotMatch((await nora.get('/accedi')).body, /PIN/)
  assert.equal((await nora.post('/accedi', { per: 'titolare', metodo: 'pin' })).statusCode, 400)
  assert.equal((await nora.get(`/demo/identita?metodo=pin&richiesta=${'a'.repeat(43)}`)).statusCode, 400)
})

onBothEngines('the PIN opens the holder’s door to the exempt, and no operator’s', async (_t, database) => {
  const { visitor } = await identityWorld(database, { pin: 'exemptHolders' })
  const nora = visitor()
  assert.match((await nora.get('/accedi')).body, /Entra con il PIN/)
  assert.equal((await logIn(nora, { ...NORA, metodo: 'pin' })).headers['location'], '/qr')
  assert.equal((await nora.get('/grado')).statusCode, 403)
  assert.equal((await nora.post('/v/grado', {})).headers['location'], '/accedi?per=operatore')
  assert.doesNotMatch((await nora.get('/accedi?per=operatore')).body, /PIN/)
  assert.equal((await nora.post('/accedi', { per: 'operatore', metodo: 'pin' })).statusCode, 400)
  const elvira = visitor()
  assert.equal((await logIn(elvira, { ...ELVIRA, metodo: 'pin' })).statusCode, 403)
})

onBothEngines('the PIN opens the operator’s door where the institution says so', async (_t, database) => {
  const { visitor } = await identityWorld(database, { pin: 'operatorsToo' })
  const nora = visitor()
  assert.equal(
    (await logIn(nora, { ...NORA, metodo: 'pin', per: 'operatore' })).headers['location'],
    '/operatore',
  )
  assert.equal((await nora.get('/grado')).statusCode, 200)
})
