import { type Clock } from '../../kernel/clock.js'
import { readTypedCodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant } from '../../kernel/instant.js'
import { type PageContext } from '../../web/page-context.js'
import { Refusal } from '../../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
} from '../../web/server.gateway.js'
import { type AuthenticatedPerson, type Level, type Method } from '../authenticated-person.js'
import { type CieDemo } from './cie-demo.wire.js'
import { CIE_FAULTS, cieErrorFor } from './cie-fault.js'
import { cieFaultSwitch } from './cie-faults.page.js'
import {
  chooseDemoPerson,
  listAgain,
  type ListAgain,
  type DemoIdentity,
  type DemoTyped,
  havingMethod,
} from './demo-person.js'
import { choosePersonPage, consentPage, type DemoRequest } from './demo-provider.page.js'
import { type Completing, enterAs, refuseLogin, sendRefusal } from '../provider-answer.routes.js'
import { REFUSALS } from '../provider.js'

export interface DemoProviderRoutes extends Completing {
  identities: DemoIdentity[]
  /** The methods that are switched on. */
  methods: Method[]
  clock: Clock
  /** Ends a visit at the demo's CIE provider, which answers by its own protocol. */
  finishCie: CieDemo['finish'] | undefined
  /** Keeps what the provider vouches for, and gives the code that fetches it once. */
  keepAnswer: (answer: { attempt: Buffer; person: AuthenticatedPerson }) => Promise<string>
  spendAnswer: (asked: {
    code: string
    attempt: string
    now: Instant
  }) => Promise<AuthenticatedPerson | undefined>
}

const LEVELS: Record<Method, Level> = { spid: 2, cie: 3, cns: 3, pin: 1 }
const NAME = { maxLength: 60 }
const CARRIED = {
  richiesta: { maxLength: 43 },
  metodo: { maxLength: 4 },
  codiceFiscale: { maxLength: 16 },
  nome: NAME,
  cognome: NAME,
}

interface Query {
  richiesta?: string
  metodo?: string
}
interface Body extends Query, Partial<DemoTyped> {
  esito?: string
}

/** A provider of our own that behaves like one: choose a person, see what is sent, answer once. Demo only. */
export function demoProviderRoutes(app: WebApp, needs: DemoProviderRoutes): void {
  const { identities, methods, clock } = needs

  const requestOf = ({ richiesta, metodo }: Query): DemoRequest => {
    const method = methods.find((known) => known === metodo)
    if (!method || typeof richiesta !== 'string' || !/^[\w-]{43}$/.test(richiesta))
      throw new Refusal({ kind: 'badRequest' })
    return { richiesta, metodo: method }
  }

  /** Who was agreed on. The list is believed before the form: a name cannot be changed on the way. */
  const agreedOn = (method: Method, typed: DemoTyped): AuthenticatedPerson | undefined => {
    const choice = chooseDemoPerson(identities, method, { ...typed, cerca: typed.codiceFiscale })
    const read = choice.kind === 'chosen' && readTypedCodiceFiscale(choice.identity.codiceFiscale)
    if (!read || read.kind !== 'read') return undefined
    const { nome, cognome } = choice.identity
    const { codiceFiscale } = read
    const provider = 'Identità di prova'
    return { codiceFiscale, nome, cognome, method, level: LEVELS[method], provider, at: clock.now() }
  }

  app.get<{ Querystring: Query }>('/demo/identita', (request, reply) => {
    const asked = requestOf(request.query)
    const context = contextOf(request)
    const people = havingMethod(identities, asked.metodo)
    return sendPage(reply, context, choosePersonPage(context, { request: asked, people, typed: typedIn({}) }))
  })

  app.post<{ Body: Body }>(
    '/demo/identita/dati',
    { schema: { body: formSchema({ ...CARRIED, cerca: NAME }) } },
    (request, reply): WebReply => {
      const asked = requestOf(request.body)
      const typed = typedIn(request.body)
      const switched = switchedLanguage(request, reply)
      const context = switched ?? contextOf(request)
      const everybody = havingMethod(identities, asked.metodo)
      const again = ({ statusCode = 200, ...list }: ListAgain) =>
        sendPage(reply, context, choosePersonPage(context, { request: asked, typed, ...list }), statusCode)
      const choice = chooseDemoPerson(identities, asked.metodo, typed)
      if (choice.kind !== 'chosen') return again(listAgain(choice, everybody, switched !== undefined))
      const person = agreedOn(asked.metodo, { ...choice.identity, cerca: '' })
      if (!person) throw new Refusal({ kind: 'badRequest' })
      if (switched) return again({ people: everybody })
      return sendPage(reply, context, consentPage(context, consentOf(context, asked, person)))
    },
  )

  app.post<{ Body: Body }>(
    '/demo/identita/risposta',
    { schema: { body: formSchema({ ...CARRIED, esito: { maxLength: 32 } }) } },
    async (request, reply) => {
      const asked = requestOf(request.body)
      const person = agreedOn(asked.metodo, typedIn(request.body))
      if (!person) throw new Refusal({ kind: 'badRequest' })
      const switched = switchedLanguage(request, reply)
      if (switched)
        return sendPage(reply, switched, consentPage(switched, consentOf(switched, asked, person)))
      const why = REFUSALS.find((known) => known === request.body.esito)
      const fault = CIE_FAULTS.find((known) => `errore-${known}` === request.body.esito)
      if (asked.metodo === 'cie' && needs.finishCie) {
        if (!why && !fault && request.body.esito !== 'consenso') throw new Refusal({ kind: 'badRequest' })
        const outcome = why ? { error: cieErrorFor(why) } : { account: { person, fault } }
        return reply.redirect(await needs.finishCie(request, reply, outcome), 303)
      }
      if (why) return reply.redirect(`/accedi/risposta?errore=${why}`, 303)
      if (request.body.esito !== 'consenso') throw new Refusal({ kind: 'badRequest' })
      const code = await needs.keepAnswer({ attempt: Buffer.from(asked.richiesta, 'base64url'), person })
      return reply.redirect(`/accedi/risposta?risposta=${code}`, 303)
    },
  )

  answerRoute(app, needs)
}

/** Where the provider's answer comes back: with a code that fetches it, or with the reason why there is none. */
function answerRoute(app: WebApp, needs: DemoProviderRoutes): void {
  const { sessions, spendAnswer, clock } = needs
  app.get<{ Querystring: { risposta?: string; errore?: string } }>(
    '/accedi/risposta',
    async (request, reply) => {
      const pending = await sessions.pending(request)
      const { risposta, errore } = request.query
      const why = REFUSALS.find((known) => known === errore)
      if (pending && why) return refuseLogin({ why }, request, reply, needs)
      // Nothing was answered: somebody only came by this address.
      if (typeof risposta !== 'string') return sendRefusal(request, reply, 'noAttempt')
      const asked = pending && { code: risposta, attempt: pending.secret, now: clock.now() }
      const person = asked && (await spendAnswer(asked))
      if (!person) return refuseLogin({ why: 'noAttempt' }, request, reply, needs)
      return enterAs(person, request, reply, needs)
    },
  )
}

/** What is agreed to; a provider that speaks CIE's own protocol can say it wrongly. */
function consentOf(context: PageContext, request: DemoRequest, person: AuthenticatedPerson) {
  return { request, person, ...(request.metodo === 'cie' && { faults: cieFaultSwitch(context) }) }
}

function typedIn({ codiceFiscale = '', cerca = '', nome = '', cognome = '' }: Partial<DemoTyped>): DemoTyped {
  return { codiceFiscale, cerca, nome, cognome }
}
