import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { DARIO, identityWorld, rightNow } from '../../test/identity-world.js'
import { answerAt, chooseProvider, logIn, sendAnswer, type TestVisitor } from '../../test/visitor.js'

const DEGREE = { kind: 'degree', attestation: 'attestation-1' }

/** Dario has come from a level-1 answer by SPID, and meets a body that asks for level 3. */
async function ledToLevelThree(browser: TestVisitor): Promise<void> {
  await browser.post('/v/grado', {})
  await logIn(browser, { ...DARIO, per: 'operatore' })
  assert.equal((await browser.get('/grado/tre')).headers['location'], '/accedi?per=operatore')
}

onBothEngines(
  'T30 a step-up by CIE asks the provider for level 3, and leads back under a new cookie',
  async (_t, database) => {
    const { visitor } = await identityWorld(database, { at: rightNow() })
    const browser = visitor()
    await ledToLevelThree(browser)
    const former = browser.cookies.get('attesta')
    const begun = await browser.post('/accedi', { per: 'operatore', metodo: 'cie' })
    const asked = new URL(String(begun.headers['location'])).searchParams.get('request') ?? ''
    const [, claims = ''] = asked.split('.')
    const { acr_values } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { acr_values: string }
    assert.equal(acr_values, 'https://www.spid.gov.it/SpidL3')
    const end = await logIn(browser, { ...DARIO, per: 'operatore', metodo: 'cie' })
    assert.equal(end.headers['location'], '/grado')
    assert.deepEqual((await browser.follow(end)).json<{ returnTo: object }>().returnTo, {
      ...DEGREE,
      leastLevel: 3,
    })
    assert.notEqual(browser.cookies.get('attesta'), former)
    assert.deepEqual((await browser.get('/grado/tre')).json(), { level: 3 })
  },
)

onBothEngines('T38 a step-up that comes back with too low a level opens nothing', async (_t, database) => {
  const { visitor, recorded } = await identityWorld(database)
  const browser = visitor()
  await ledToLevelThree(browser)
  assert.equal((await browser.post('/accedi', { per: 'operatore', metodo: 'spid' })).statusCode, 400)
  // The door of SPID is closed; whoever knows its address still comes to its providers, under the login of another door.
  await browser.post('/accedi', { per: 'operatore', metodo: 'cns' })
  const richiesta = await chooseProvider(browser, await browser.get('/accedi/spid'))
  const end = await sendAnswer(browser, await answerAt(browser, { ...DARIO, richiesta }))
  assert.equal(end.statusCode, 403)
  assert.match(end.body, /Serve un livello più alto/)
  assert.equal((await browser.get('/grado/tre')).headers['location'], '/accedi?per=operatore')
  assert.equal(recorded.at(-1)?.detail?.['why'], 'notSureEnough')
})
