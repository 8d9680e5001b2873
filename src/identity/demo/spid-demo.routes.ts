import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { readTypedCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { Refusal } from '../../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage as sendHtml,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../../web/server.gateway.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'
import { drawSecret } from '../login-attempt.js'
import { REFUSALS } from '../provider.js'
import { PATHS } from '../spid/saml-names.js'
import { sendPage } from '../spid/spid.page.js'
import {
  chooseDemoPerson,
  listAgain,
  type ListAgain,
  type DemoIdentity,
  type DemoTyped,
} from './demo-person.js'
import { choosePersonPage, consentPage } from './demo-provider.page.js'
import { type AskedOfProvider } from './read-authn-request.gateway.js'
import { CASE_OF, DEMO_PROVIDERS, type DemoSlug } from './spid-demo.js'
import { faultSwitch } from './spid-faults.page.js'

/** A request that a provider of the demonstration was sent. */
export interface DemoAsked extends AskedOfProvider {
  slug: DemoSlug
  relayState: string
}

export interface SpidDemoRoutes {
  identities: DemoIdentity[]
  clock: Clock
  chance: Chance
  baseUrl: string
  readPosted: (slug: DemoSlug, field: string) => Promise<AskedOfProvider | undefined>
  readRedirected: (slug: DemoSlug, query: string) => Promise<AskedOfProvider | undefined>
  /** The signed answer, or the case of the list that was asked for. */
  answer: (asked: DemoAsked, person: AuthenticatedPerson, spidCase: string) => Promise<string>
}

/** A request by its name, and which provider was asked, while that is remembered. */
interface Named {
  richiesta: string
  slug: DemoSlug | undefined
}

interface Body extends Partial<DemoTyped> {
  richiesta?: string
  esito?: string
  caso?: string
}

const NAME = { maxLength: 60 }
const FIELDS = {
  richiesta: { maxLength: 43 },
  metodo: { maxLength: 4 },
  codiceFiscale: { maxLength: 16 },
  nome: NAME,
  cognome: NAME,
}
const BASE = '/demo/spid'
/** More than anybody tries at once; the oldest are forgotten. */
const MOST_ASKED = 1000

/** Identity providers of our own that speak as real ones do, and can send every answer of the list. Demo only. */
export function spidDemoRoutes(app: WebApp, needs: SpidDemoRoutes): void {
  const asked = new Map<string, DemoAsked>()

  const remember = (one: DemoAsked): string => {
    const [oldest] = asked.keys()
    if (asked.size >= MOST_ASKED && oldest !== undefined) asked.delete(oldest)
    const richiesta = drawSecret(needs.chance)
    asked.set(richiesta, one)
    return richiesta
  }

  for (const { slug } of DEMO_PROVIDERS) {
    app.post<{ Body: { SAMLRequest?: string; RelayState?: string } }>(
      `${BASE}/${slug}/sso`,
      {
        schema: { body: formSchema({ SAMLRequest: { maxLength: 20_000 }, RelayState: { maxLength: 100 } }) },
        bodyLimit: 32 * 1024,
      },
      async (request, reply) => {
        const { SAMLRequest = '', RelayState: relayState = '' } = request.body
        const read = await needs.readPosted(slug, SAMLRequest)
        if (!read) throw new Refusal({ kind: 'badRequest' })
        return showPeople(request, reply, { richiesta: remember({ ...read, slug, relayState }), slug }, needs)
      },
    )
    app.get<{ Querystring: { RelayState?: string } }>(`${BASE}/${slug}/sso`, async (request, reply) => {
      const [, query = ''] = request.url.split('?', 2)
      const read = await needs.readRedirected(slug, query)
      if (!read) throw new Refusal({ kind: 'badRequest' })
      const { RelayState: relayState = '' } = request.query
      return showPeople(request, reply, { richiesta: remember({ ...read, slug, relayState }), slug }, needs)
    })
  }

  app.post<{ Body: Body }>(
    `${BASE}/dati`,
    { schema: { body: formSchema({ ...FIELDS, cerca: NAME }) } },
    (request, reply) => {
      const { richiesta = '' } = request.body
      return choose(request, reply, { richiesta, slug: asked.get(richiesta)?.slug }, needs)
    },
  )

  app.post<{ Body: Body }>(
    `${BASE}/risposta`,
    { schema: { body: formSchema({ ...FIELDS, esito: { maxLength: 16 }, caso: { maxLength: 20 } }) } },
    async (request, reply) => {
      const { richiesta = '', esito, caso = '1' } = request.body
      const one = asked.get(richiesta)
      const person = agreedOn(request.body, one?.slug, needs)
      if (!one || !person) throw new Refusal({ kind: 'badRequest' })
      const switched = switchedLanguage(request, reply)
      if (switched) {
        const page = consentPage(switched, {
          request: requestOf({ richiesta, slug: one.slug }),
          person,
          faults: faultSwitch(switched),
        })
        return sendHtml(reply, switched, page)
      }
      const why = REFUSALS.find((known) => known === esito)
      const text = await needs.answer(one, person, why ? CASE_OF[why] : caso)
      const fields = { SAMLResponse: Buffer.from(text).toString('base64'), RelayState: one.relayState }
      const context = contextOf(request)
      const action = `${needs.baseUrl}${PATHS.assertionConsumer}`
      return sendHtml(reply, context, sendPage(context, 'comeBack', { action, fields }))
    },
  )
}

function showPeople(
  request: WebRequest,
  reply: WebReply,
  named: Named,
  { identities }: SpidDemoRoutes,
): WebReply {
  const context = contextOf(request)
  const view = { request: requestOf(named), people: identities, typed: typedIn({}) }
  return sendHtml(reply, context, choosePersonPage(context, view))
}

function choose(request: WebRequest, reply: WebReply, named: Named, needs: SpidDemoRoutes): WebReply {
  const { identities } = needs
  const body = request.body as Body
  const [asked, typed] = [requestOf(named), typedIn(body)]
  const switched = switchedLanguage(request, reply)
  const context = switched ?? contextOf(request)
  const again = ({ statusCode = 200, ...list }: ListAgain) =>
    sendHtml(reply, context, choosePersonPage(context, { request: asked, typed, ...list }), statusCode)
  const choice = chooseDemoPerson(identities, 'spid', typed)
  if (choice.kind !== 'chosen') return again(listAgain(choice, identities, switched !== undefined))
  const person = agreedOn(choice.identity, named.slug, needs)
  if (switched || !person) return again({ people: identities })
  return sendHtml(
    reply,
    context,
    consentPage(context, { request: asked, person, faults: faultSwitch(context) }),
  )
}

/** Who was agreed on. The list is believed before the form: a name cannot be changed on the way. */
function agreedOn(
  typed: Partial<DemoTyped>,
  slug: DemoSlug | undefined,
  { identities, clock }: SpidDemoRoutes,
): AuthenticatedPerson | undefined {
  const { codiceFiscale = '' } = typed
  const choice = chooseDemoPerson(identities, 'spid', { ...typedIn(typed), cerca: codiceFiscale })
  const read = choice.kind === 'chosen' && readTypedCodiceFiscale(choice.identity.codiceFiscale)
  if (!read || read.kind !== 'read') return undefined
  const { nome, cognome } = choice.identity
  const provider = (DEMO_PROVIDERS.find((one) => one.slug === slug) ?? DEMO_PROVIDERS[0]).name
  return {
    codiceFiscale: read.codiceFiscale,
    nome,
    cognome,
    method: 'spid',
    level: 2,
    provider,
    at: clock.now(),
  }
}

/** The eIDAS node speaks as a SPID provider does, and says what it is. */
function requestOf({ richiesta, slug }: Named) {
  const request = { richiesta, metodo: 'spid', base: BASE } as const
  return slug === 'eidas' ? { ...request, name: 'eIDAS' } : request
}

function typedIn({ codiceFiscale = '', cerca = '', nome = '', cognome = '' }: Partial<DemoTyped>): DemoTyped {
  return { codiceFiscale, cerca, nome, cognome }
}
