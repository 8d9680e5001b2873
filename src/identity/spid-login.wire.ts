import { type ServiceFacts } from '../web/page-context.js'
import { loadRoutes } from '../web/server.gateway.js'
import type { DemoIdentity } from './demo/demo-person.js'
import type { SpidDemo } from './demo/spid-demo.wire.js'
import { type Completing } from './provider-answer.routes.js'
import { type RegistrySource } from './spid/provider-directory.js'
import { partyOf, testSources } from './spid/spid-party.wire.js'
import { type SpidChoice } from './spid/spid-settings.js'
import { type SpidNeeds, type SpidParty, wireSpid } from './spid/spid.wire.js'
import { type WiredMethod } from './wired-method.wire.js'

export interface SpidLoginNeeds extends Omit<SpidNeeds, 'baseUrl'> {
  service: ServiceFacts
  spid: SpidChoice
  /** Files of identity providers to try with: never in production. */
  spidTestProviders: string[]
  demo: { identities: DemoIdentity[] } | undefined
}

/** SPID as the configuration says; in the demo, with a federation of our own. */
export function wireSpidLogin(needs: SpidLoginNeeds, completing: Completing): WiredMethod | undefined {
  const { demo, service, spid: choice } = needs
  const tried = testSources(needs.spidTestProviders)
  const withParty = (party: SpidParty) =>
    wireSpid(
      { ...needs, baseUrl: service.baseUrl },
      { ...party, sources: [...party.sources, ...tried] },
      completing,
    )
  if (choice.kind === 'real') return withParty(partyOf(choice))
  if (choice.kind === 'off' || !demo) return undefined
  let loading: Promise<SpidDemo> | undefined
  const load = () => (loading ??= loadDemo(needs))
  const spid = withParty(partyOfDemo(service, load))
  const routes: WiredMethod['routes'] = (app) => {
    spid.routes(app)
    loadRoutes(app, async (inner) => (await load()).routes(inner, demo.identities))
  }
  return { ...spid, routes }
}

/** Read where it is on and nowhere else: what answers in the demo is not even in a production's memory. */
async function loadDemo(needs: SpidLoginNeeds): Promise<SpidDemo> {
  const { wireSpidDemo } = await import('./demo/spid-demo.wire.js')
  return wireSpidDemo(needs)
}

function partyOfDemo(
  { baseUrl, institution, contact }: ServiceFacts,
  load: () => Promise<SpidDemo>,
): SpidParty {
  const source = (kind: 'spid' | 'eidas'): RegistrySource => ({
    name: `demo-${kind}`,
    isLocal: true,
    fetch: async () => (await load()).lists[kind].fetch(),
    read: async (document) => (await load()).lists[kind].read(document),
  })
  return {
    entityId: baseUrl,
    keys: async () => (await load()).keys(),
    organisation: { name: institution, url: baseUrl },
    contact: { ipaCode: 'prova', email: contact, telephone: undefined },
    sources: [source('spid'), source('eidas')],
    eidas: true,
  }
}
