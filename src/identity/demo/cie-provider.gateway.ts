import { type IncomingMessage, type ServerResponse } from 'node:http'
import {
  type Adapter,
  type AdapterPayload,
  type Configuration,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider'
import { FISCAL_NUMBER } from '../cie/cie-login.js'
import { type CieDemoProvider, type DemoAccount, type DemoProviderNeeds } from './cie-demo-provider.js'
import { answerLikeCie } from './cie-answer.gateway.js'

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

/** A real OpenID provider with CIE's ways. */
export function openCieDemoProvider(needs: DemoProviderNeeds): CieDemoProvider {
  const { issuer, memory, chance } = needs
  const provider = new Provider(issuer, configurationOf(needs))
  provider.proxy = true
  provider.use(async (context, next) => {
    await next()
    const { oidc } = context as { oidc?: KoaContextWithOIDC['oidc'] }
    const fault = oidc?.account && memory.accounts.get(oidc.account.accountId)?.fault
    await answerLikeCie(context as KoaContextWithOIDC, needs.core, fault)
  })
  const callback = provider.callback()
  return {
    handle: (exchange) => {
      const { request, response } = exchange as Exchange
      void callback(request, response)
    },
    finish: async (exchange, outcome) => {
      const { request, response } = exchange as Exchange
      if ('error' in outcome) return provider.interactionResult(request, response, outcome)
      const { params } = await provider.interactionDetails(request, response)
      const accountId = chance.uuid()
      memory.accounts.set(accountId, outcome.account)
      const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) })
      grant.addOIDCScope('openid')
      grant.addOIDCClaims([...SENT])
      const acr = `https://www.spid.gov.it/SpidL${outcome.account.person.level}`
      const login = { accountId, acr, remember: false }
      return provider.interactionResult(request, response, {
        login,
        consent: { grantId: await grant.save() },
      })
    },
  }
}

/** What CIE sends of a person here. */
const SENT = ['given_name', 'family_name', FISCAL_NUMBER]

function configurationOf({ core, memory, findClient, pageFor }: DemoProviderNeeds): Configuration {
  return {
    adapter: (model) => adapterOn(memory.rows, model, findClient),
    jwks: { keys: core.map((key) => ({ ...key, use: 'sig', alg: 'RS256' })) },
    cookies: { keys: [memory.cookieKey] },
    clientAuthMethods: ['private_key_jwt'],
    responseTypes: ['code'],
    scopes: ['openid'],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_context, accountId) => accountId,
    acrValues: [1, 2, 3].map((level) => `https://www.spid.gov.it/SpidL${level}`),
    claims: { openid: ['sub'], acr: null, iss: null, profile: SENT },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      claimsParameter: { enabled: true },
      encryption: { enabled: true },
      jwtUserinfo: { enabled: true },
      requestObjects: { enabled: true },
      revocation: { enabled: true },
    },
    interactions: { url: (_context, { uid }) => pageFor(uid) },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Grant: 600,
      Session: 600,
    },
    findAccount: (_context, accountId) => {
      const person = memory.accounts.get(accountId)
      return person && { accountId, claims: () => ({ sub: accountId, ...claimsOf(person) }) }
    },
    renderError: (context, { error }) => {
      context.type = 'text/plain'
      context.body = error
    },
  }
}

function claimsOf({ person: { codiceFiscale, nome, cognome }, fault }: DemoAccount) {
  return {
    given_name: fault === 'noName' ? '' : nome,
    family_name: cognome,
    [FISCAL_NUMBER]: fault === 'noCodiceFiscale' ? 'TINDE-1234567890' : `TINIT-${codiceFiscale}`,
  }
}

/** The library's rows, in memory: a login of the demonstration does not outlive the process. */
function adapterOn(
  rows: Map<string, AdapterPayload>,
  model: string,
  findClient: DemoProviderNeeds['findClient'],
): Adapter {
  const all = () => [...rows].filter(([key]) => key.startsWith(`${model}:`))
  const by = (matches: (row: AdapterPayload) => boolean) => all().find(([, row]) => matches(row))?.[1]
  return {
    upsert: (id, row) => Promise.resolve(void rows.set(`${model}:${id}`, row)),
    find: (id) => (model === 'Client' ? findClient(id) : Promise.resolve(rows.get(`${model}:${id}`))),
    findByUid: (uid) => Promise.resolve(by((row) => row.uid === uid)),
    findByUserCode: () => Promise.resolve(undefined),
    consume: (id) => {
      const row = rows.get(`${model}:${id}`)
      if (row) row.consumed = true
      return Promise.resolve()
    },
    destroy: (id) => Promise.resolve(void rows.delete(`${model}:${id}`)),
    revokeByGrantId: (grantId) => {
      for (const [key, row] of all()) if (row.grantId === grantId) rows.delete(key)
      return Promise.resolve()
    },
  }
}
