import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { DARIO, ELVIRA, identityWorld, rightNow } from '../../test/identity-world.js'
import { logIn, type TestVisitor } from '../../test/visitor.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { later, MINUTE } from '../kernel/instant.js'
import { type AuthenticatedPerson } from './authenticated-person.js'
import { insertSession } from './session.store.js'

type World = Awaited<ReturnType<typeof identityWorld>>

async function loggedIn({ visitor }: World, asked: { codiceFiscale: string; metodo?: string } = ELVIRA) {
  const browser = visitor()
  await logIn(browser, asked)
  const { csrf, id } = (await browser.get('/qr')).json<{ csrf: string; id: string }>()
  return { browser, csrf, id, end: (quali: string) => browser.post('/accessi', { csrf, quali }) }
}

/** A session by the same table, of somebody whom the demo's providers do not have. */
async function enter({ database, vault, chance, now }: World, person: AuthenticatedPerson): Promise<void> {
  const session = { id: chance.uuid(), person, csrf: 'x', returnTo: { kind: 'ownPages' as const } }
  const times = { createdAt: now(), expiresAt: later(now(), MINUTE) }
  await insertSession(database, vault, { ...session, ...times }, chance.uuid())
}

const isIn = async (browser: TestVisitor) => (await browser.get('/qr')).statusCode === 200
const logouts = async (world: World) => (await world.audited()).filter(({ kind }) => kind === 'logout')

onBothEngines(
  'one person who came by SPID and by CIE sees both sessions, and which is this one; a namesake sees neither',
  async (_t, database) => {
    const world = await identityWorld(database, { at: rightNow() })
    const phone = await loggedIn(world)
    await loggedIn(world, { ...ELVIRA, metodo: 'cie' })
    await loggedIn(world, DARIO)
    const namesake = { ...ELVIRA, codiceFiscale: DARIO.codiceFiscale as CodiceFiscale, provider: 'Un’altra' }
    await enter(world, { ...namesake, method: 'spid', level: 2, at: world.now() })
    const { body } = await phone.browser.get('/accessi')
    assert.match(body, /SPID, con/)
    assert.match(body, /CIE, con/)
    assert.equal(body.match(/<li>\s*<p class="log-when">/g)?.length, 2)
    assert.equal(body.match(/>Questo</g)?.length, 1)
    assert.match(body, /Livello 2\./)
    assert.doesNotMatch(body, /Un’altra/, 'a name joins nobody')
    assert.doesNotMatch(body, /light-my-request|127\.0\.0\.1|TSSLVR/)
  },
)

onBothEngines(
  'a session that is ended from the list is refused at its next request',
  async (_t, database) => {
    const world = await identityWorld(database)
    const [here, there] = [await loggedIn(world), await loggedIn(world, { ...ELVIRA, metodo: 'cns' })]
    const done = await here.end(there.id)
    assert.equal(done.headers['location'], '/accessi?fatto=chiuso')
    assert.match((await here.browser.follow(done)).body, /Chi era lì ora è fuori/)
    assert.deepEqual([await isIn(here.browser), await isIn(there.browser)], [true, false])
    assert.deepEqual(
      (await logouts(world)).map(({ method, level }) => [method, level]),
      [['cns', 3]],
    )
    await here.end(there.id)
    assert.equal((await logouts(world)).length, 1, 'a second press finds nothing to end')
  },
)

onBothEngines(
  '"all the others" leaves this one, "all" leaves none and clears the browser',
  async (_t, database) => {
    const world = await identityWorld(database)
    const [one, two, three] = [await loggedIn(world), await loggedIn(world), await loggedIn(world)]
    await two.end('altri')
    assert.deepEqual(
      [await isIn(one.browser), await isIn(two.browser), await isIn(three.browser)],
      [false, true, false],
    )
    const four = await loggedIn(world)
    const out = await two.end('tutti')
    assert.equal(out.headers['location'], '/uscito')
    assert.match(String(out.headers['clear-site-data']), /"cookies"/)
    assert.deepEqual([await isIn(two.browser), await isIn(four.browser)], [false, false])
  },
)

onBothEngines('nobody ends another’s session by its id, nor without the token', async (_t, database) => {
  const world = await identityWorld(database)
  const [elvira, dario] = [await loggedIn(world), await loggedIn(world, DARIO)]
  await dario.end(elvira.id)
  assert.ok(await isIn(elvira.browser))
  const forged = await dario.browser.post('/accessi', { csrf: elvira.csrf, quali: 'tutti' })
  assert.equal(forged.statusCode, 403)
  assert.equal((await dario.end('x')).statusCode, 400)
  assert.ok(await isIn(dario.browser))
})

onBothEngines('what has been idle too long is not in the list', async (_t, database) => {
  const world = await identityWorld(database)
  await loggedIn(world)
  world.pass(16 * MINUTE)
  const { browser } = await loggedIn(world)
  assert.equal((await browser.get('/accessi')).body.match(/<li>\s*<p class="log-when">/g)?.length, 1)
})

onBothEngines(
  'all sessions of a body end at once: those who worked for it, and everybody whom it enrolled; it is audited',
  async (_t, database) => {
    const world = await identityWorld(database)
    const { identity, vault } = world
    const [elvira, dario, nobody] = [
      await loggedIn(world),
      await loggedIn(world, DARIO),
      await loggedIn(world, { codiceFiscale: 'BNTNRO12D44F205D' }),
    ]
    const session = await identity.sessions.find({
      cookies: Object.fromEntries(elvira.browser.cookies),
    } as never)
    assert.ok(session)
    await identity.sessions.workFor(session, 'comune')
    const macs = [vault.mac('identity', DARIO.codiceFiscale)]
    const asked = { organisation: 'comune', macs, reason: 'telefono rubato' }
    assert.equal(await identity.endSessionsOfBody(asked), 2)
    const still = [await isIn(elvira.browser), await isIn(dario.browser), await isIn(nobody.browser)]
    assert.deepEqual(still, [false, false, true])
    const audited = world.recorded.filter(({ kind }) => kind === 'sessions.ended')
    assert.deepEqual(audited, [
      { kind: 'sessions.ended', organisation: 'comune', detail: { reason: 'telefono rubato', count: '2' } },
    ])
    assert.equal(await identity.endSessionsOfBody({ ...asked, organisation: 'altro', macs: [] }), 0)
  },
)
