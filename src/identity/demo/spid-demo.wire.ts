import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type ServiceFacts } from '../../web/page-context.js'
import { type WebApp } from '../../web/server.gateway.js'
import { type AuthenticatedPerson, holderCode } from '../authenticated-person.js'
import { base64Of } from '../spid/key.gateway.js'
import { type RegistrySource } from '../spid/provider-directory.js'
import { readRegistry } from '../spid/registry-document.gateway.js'
import { PATHS } from '../spid/saml-names.js'
import { signXml } from '../spid/signature.gateway.js'
import { type SpidKeys } from '../spid/spid-settings.js'
import { type DemoIdentity } from './demo-person.js'
import { readPostedRequest, readRedirectedRequest } from './read-authn-request.gateway.js'
import { answerOf } from './spid-answer.gateway.js'
import { SPID_CASES } from './spid-cases.js'
import { DEMO_PROVIDERS, type DemoSlug, entityOf } from './spid-demo.js'
import { demoKeys } from './spid-demo-keys.gateway.js'
import { type DemoAsked, spidDemoRoutes } from './spid-demo.routes.js'
import { writeProviderList } from './spid-metadata.js'
import { writeResponse } from './spid-template.js'

export interface SpidDemoNeeds {
  clock: Clock
  chance: Chance
  service: ServiceFacts
}

export interface SpidDemo {
  /** Our service's, in that federation. */
  keys: () => Promise<SpidKeys>
  lists: Record<'spid' | 'eidas', Pick<RegistrySource, 'fetch' | 'read'>>
  routes: (app: WebApp, identities: DemoIdentity[]) => void
}

/** A federation of our own: a registry, identity providers, and our service in it. Keys of the day. Demo only. */
export function wireSpidDemo(needs: SpidDemoNeeds): SpidDemo {
  const { clock, chance, service } = needs
  const { baseUrl } = service
  const keysOf = (whose: string) => demoKeys(whose, { now: clock.now(), chance })
  const keys = () => keysOf('servizio')
  return {
    keys,
    lists: { spid: demoList('spid', needs, keysOf), eidas: demoList('eidas', needs, keysOf) },
    routes: (app, identities) => {
      const certificates = async () => (await keys()).certificates
      const sso = (slug: DemoSlug) => `${entityOf(baseUrl, slug)}/sso`
      spidDemoRoutes(app, {
        identities,
        clock,
        chance,
        baseUrl,
        readPosted: async (slug, field) => readPostedRequest(field, await certificates(), sso(slug)),
        readRedirected: async (slug, query) => readRedirectedRequest(query, await certificates(), sso(slug)),
        answer: (asked, person, spidCase) => answerAs(asked, person, spidCase, { ...needs, keysOf }),
      })
    },
  }
}

function demoList(
  kind: 'spid' | 'eidas',
  { service }: SpidDemoNeeds,
  keysOf: (whose: string) => Promise<SpidKeys>,
): SpidDemo['lists']['spid'] {
  let signer: SpidKeys | undefined
  return {
    fetch: async () => {
      signer = await keysOf('registro')
      const ours = DEMO_PROVIDERS.filter((provider) => provider.kind === kind)
      const entities = await Promise.all(
        ours.map(async ({ slug }) => ({
          slug,
          certificates: (await keysOf(slug)).certificates.map(base64Of),
        })),
      )
      const text = writeProviderList(service.baseUrl, entities)
      return Buffer.from(signXml(text, signer, { afterIssuer: false }))
    },
    read: (document) => readRegistry(document, signer?.certificates ?? ['none'], kind),
  }
}

async function answerAs(
  asked: DemoAsked,
  person: AuthenticatedPerson,
  spidCase: string,
  { clock, chance, service, keysOf }: SpidDemoNeeds & { keysOf: (whose: string) => Promise<SpidKeys> },
): Promise<string> {
  const isForeigner = spidCase === 'noCodiceFiscale'
  const now = clock.now()
  const code = holderCode(person)
  const text = writeResponse({
    id: `_${chance.uuid()}`,
    assertionId: `_${chance.uuid()}`,
    nameId: `_${chance.uuid()}`,
    now,
    provider: entityOf(service.baseUrl, asked.slug),
    requestId: asked.requestId,
    assertionConsumer: `${service.baseUrl}${PATHS.assertionConsumer}`,
    audience: asked.issuer,
    level: person.level,
    attributes: {
      spidCode: isForeigner ? `ES/IT/${code.slice(0, 6)}` : `PROV${code.slice(0, 6)}`,
      name: person.nome,
      familyName: person.cognome,
      ...(!isForeigner && { fiscalNumber: `TINIT-${code}` }),
    },
  })
  const chosen = SPID_CASES.find(({ id }) => id === spidCase) ?? SPID_CASES[0]
  if (!chosen) throw new TypeError('there are no cases')
  const [provider, stranger] = await Promise.all([keysOf(asked.slug), keysOf('sconosciuto')])
  return answerOf(chosen, { text, now, requestedAt: asked.requestedAt, provider, stranger })
}
