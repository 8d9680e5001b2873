import assert from 'node:assert/strict'
import { onBothEngines } from '../../../test/databases.js'
import { ELVIRA, identityWorld, rightNow } from '../../../test/identity-world.js'
import { demoEntities } from '../demo/cie-demo.js'

const BASE = 'http://localhost:3000'
const THEIRS = `${BASE}/prova/`

onBothEngines(
  'an independent relying party accepts our federation, and logs in at its provider',
  async (_t, database) => {
    const { createInMemoryAsyncStorage, createRelyingParty, generateJWKS, noopLogger } =
      await import('spid-cie-oidc')
    const jwks = await generateJWKS()
    const [{ anchor, provider }, registered] = [demoEntities(BASE), jwks.public_jwks.keys as never[]]
    const { app, visitor } = await identityWorld(database, {
      at: rightNow(),
      cie: { alsoRegistered: { [THEIRS]: registered } },
    })
    const relyingParty = createRelyingParty({
      client_id: THEIRS,
      client_name: 'Prova',
      trust_anchors: [anchor],
      identity_providers: { cie: [provider], spid: [] },
      ...jwks,
      logger: noopLogger,
      auditLogger: () => undefined,
      storage: createInMemoryAsyncStorage(),
      httpClient: async ({ method, url, headers = {}, ...rest }) => {
        const payload = 'body' in rest ? { payload: rest.body } : {}
        const answer = await app.inject({ method, url: url.slice(BASE.length), headers, ...payload })
        const type = String(answer.headers['content-type'])
        return { status: answer.statusCode, headers: { 'content-type': type }, body: answer.body }
      },
    })
    app.get('/prova/.well-known/openid-federation', async (_request, reply) => {
      const { body } = await relyingParty.createEntityConfigurationResponse()
      return reply.type('application/entity-statement+jwt').send(body)
    })

    const available = await relyingParty.retrieveAvailableProviders()
    assert.deepEqual(
      available['cie']?.map(({ sub }) => sub),
      [provider],
    )
    const browser = visitor()
    const address = new URL(await relyingParty.createAuthorizationRedirectURL(provider))
    const page = await browser.followAll(await browser.get(address.pathname + address.search))
    const richiesta = /name="richiesta" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const agreed = { richiesta, metodo: 'cie', codiceFiscale: ELVIRA.codiceFiscale, esito: 'consenso' }
    const sent = await browser.post('/demo/identita/risposta', agreed)
    const { location } = (await browser.followAll(sent, '/prova/')).headers
    const { code, state } = Object.fromEntries(new URL(String(location)).searchParams)
    const outcome = await relyingParty.manageCallback({ code: code ?? '', state: state ?? '' })
    assert.equal(outcome.type, 'authentication-success')
    assert.equal((outcome.user_info as { given_name?: string }).given_name, 'Elvira')
  },
)

onBothEngines('an independent relying party accepts our own entity configuration', async (_t, database) => {
  const { createRelyingParty, createInMemoryAsyncStorage, generateJWKS, noopLogger } =
    await import('spid-cie-oidc')
  const { app } = await identityWorld(database, { at: rightNow() })
  const { anchor, provider } = demoEntities(BASE)
  const theirs = createRelyingParty({
    // It reads and validates the configuration at this address as that of the relying party.
    client_id: `${BASE}/`,
    client_name: 'Attesta',
    trust_anchors: [anchor],
    identity_providers: { cie: [provider], spid: [] },
    ...(await generateJWKS()),
    logger: noopLogger,
    auditLogger: () => undefined,
    storage: createInMemoryAsyncStorage(),
    httpClient: async ({ method, url }) => {
      const answer = await app.inject({ method, url: url.slice(BASE.length) })
      const type = String(answer.headers['content-type'])
      return { status: answer.statusCode, headers: { 'content-type': type }, body: answer.body }
    },
  })
  const available = await theirs.retrieveAvailableProviders()
  assert.deepEqual(
    available['cie']?.map(({ sub }) => sub),
    [provider],
  )
})
