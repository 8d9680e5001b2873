import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type WebApp, type WebReply, type WebRequest } from '../../web/server.gateway.js'
import { type Ask } from '../cie/ask.js'
import { type CieIdentity, wellKnownOf } from '../cie/cie-settings.js'
import { joseGateway } from '../cie/jose.gateway.js'
import { type Jwk, publicJwk } from '../cie/jwk.js'
import { STATEMENT_ALGORITHMS } from '../cie/jws.js'
import { type CieDemoKeys, demoEntities, markOf, trustMarkFor } from './cie-demo.js'
import { cieFederationRoutes } from './cie-federation.routes.js'
import { demoKeys } from './cie-keys.gateway.js'
import {
  type CieDemoProvider,
  type DemoOutcome,
  type DemoProviderMemory,
  type DemoProviderNeeds,
} from './cie-demo-provider.js'
import { askWithin } from './cie-within.gateway.js'
import { relyingPartyIn } from './cie-client.js'

export interface CieDemoNeeds {
  baseUrl: string
  clientId: string
  clock: Clock
  chance: Chance
  /** The keys of the federation as they are now; the process's own where nobody says. */
  keys?: (() => Promise<CieDemoKeys>) | undefined
  /** Whom the anchor knows besides us and the provider, by their federation keys. */
  alsoRegistered?: Record<string, Jwk[]> | undefined
}

export interface CieDemo {
  /** Our own settings in that federation. */
  identity: () => Promise<CieIdentity>
  routes: (app: WebApp, ask: Ask) => void
  /** Asks our own routes what is asked of addresses of ours. */
  askWithin: (app: WebApp, elsewhere: Ask) => Ask
  /** Ends a person's visit at the provider; gives where the browser goes on to. */
  finish: (request: WebRequest, reply: WebReply, outcome: DemoOutcome) => Promise<string>
}

export function wireCieDemo({
  baseUrl,
  clientId,
  clock,
  chance,
  keys = demoKeys,
  alsoRegistered = {},
}: CieDemoNeeds): CieDemo {
  const { anchor, provider: issuer } = demoEntities(baseUrl)
  const memory: DemoProviderMemory = {
    cookieKey: chance.bytes(32).toString('base64url'),
    rows: new Map(),
    accounts: new Map(),
  }
  const registered = async (sub: string): Promise<Jwk[] | undefined> => {
    if (sub === issuer) return (await keys()).providerFederation
    return sub === clientId ? (await keys()).ours.federation : alsoRegistered[sub]
  }

  /** One provider for each set of keys; what was begun under one is ended under the next. */
  let opened: { core: Jwk[]; provider: Promise<CieDemoProvider> } | undefined
  const providerBy = (ask: Ask) => async (): Promise<CieDemoProvider> => {
    const { providerCore: core } = await keys()
    if (opened?.core !== core) {
      const findClient = (sub: string) => findClientBy(ask, sub)
      const pageFor = (uid: string) => `/demo/identita?metodo=cie&richiesta=${uid}`
      opened = { core, provider: loadProvider({ issuer, core, memory, chance, findClient, pageFor }) }
    }
    return opened.provider
  }

  /** Automatic registration (OpenID Federation 1.0 §12.1): whom the anchor vouches for, with what they say of themselves. */
  const findClientBy = async (ask: Ask, sub: string) => {
    const theirs = await registered(sub)
    if (!theirs || sub === issuer) return undefined
    const answer = await ask({ url: wellKnownOf(sub) })
    if (answer.kind === 'away' || answer.status !== 200) return undefined
    const verified = await joseGateway.verify(answer.body, { keys: theirs, algorithms: STATEMENT_ALGORITHMS })
    return verified.kind === 'verified' ? relyingPartyIn(verified.claims) : undefined
  }

  let provider: (() => Promise<CieDemoProvider>) | undefined
  return {
    identity: async () => {
      const drawn = await keys()
      const [key] = drawn.anchor
      const mark = await joseGateway.sign(trustMarkFor(baseUrl, clientId, clock.now()), key, 'trust-mark+jwt')
      return {
        clientId,
        trustAnchor: anchor,
        trustAnchorKeys: drawn.anchor.map(publicJwk),
        provider: issuer,
        trustMarks: [{ id: markOf(baseUrl), trust_mark: mark }],
        contact: 'pec@istituto.example',
        keys: drawn.ours,
      }
    },
    routes: (app, ask) => {
      provider = providerBy(ask)
      const subordinates = [clientId, ...Object.keys(alsoRegistered)]
      const { sign } = joseGateway
      cieFederationRoutes(app, { baseUrl, keys, registered, subordinates, sign, clock, provider })
    },
    askWithin: (app, elsewhere) => askWithin(app, baseUrl, elsewhere),
    finish: async (request, reply, outcome) => {
      const open = await provider?.()
      return open ? open.finish({ request: request.raw, response: reply.raw }, outcome) : '/'
    },
  }
}

/** Read when somebody logs in: neither the demonstration's start nor any production waits for the library. */
async function loadProvider(needs: DemoProviderNeeds): Promise<CieDemoProvider> {
  const { openCieDemoProvider } = await import('./cie-provider.gateway.js')
  return openCieDemoProvider(needs)
}
