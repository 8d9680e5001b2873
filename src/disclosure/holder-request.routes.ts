import { holderCode } from '../identity/authenticated-person.js'
import { type Session } from '../identity/session.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { Refusal } from '../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { CSRF, visitorOf } from './ask.routes.js'
import { REFERENCE_FIELD } from './code.routes.js'
import { type DecideOutcome, type HolderDecision, type OwnDecision } from './decide-on-own-pages.js'
import { type Requested } from './disclosure.js'
import { decidedPage, nothingWaitsPage, stateOf, tooLatePage, waitingPage } from './waiting.page.js'

export interface HolderRequestRoutes {
  requireHolder: (request: WebRequest, reply: WebReply) => Promise<Session>
  /** The request that waits for this person's word. */
  findWaitingOf: (codiceFiscale: CodiceFiscale) => Promise<Requested | undefined>
  decide: (decision: OwnDecision) => Promise<DecideOutcome>
}

const DECISIONS: readonly HolderDecision[] = ['approve', 'refuse', 'report']

/** The holder's own page of a waiting request: approve, refuse, report; with or without a mobile. */
export function holderRequestRoutes(app: WebApp, routes: HolderRequestRoutes): void {
  const { requireHolder, findWaitingOf, decide } = routes

  app.get('/richiesta', async (request, reply) => {
    const session = await requireHolder(request, reply)
    const context = contextOf(request)
    const waiting = await findWaitingOf(holderCode(session.person))
    const visitor = visitorOf(session)
    return sendPage(
      reply,
      context,
      waiting ? waitingPage(context, visitor, waiting) : nothingWaitsPage(context, visitor),
    )
  })

  app.get('/richiesta/stato', async (request, reply) => {
    const { person } = await requireHolder(request, reply)
    return { state: stateOf(await findWaitingOf(holderCode(person))) }
  })

  app.post<{ Body: { reference?: string; asks?: string; decision?: string } }>(
    '/richiesta',
    {
      schema: {
        body: formSchema({
          ...CSRF,
          ...REFERENCE_FIELD,
          asks: { maxLength: 3 },
          decision: { maxLength: 7 },
        }),
      },
    },
    async (request, reply) => {
      const session = await requireHolder(request, reply)
      const { reference = '', asks, decision: sent } = request.body
      const decision = DECISIONS.find((one) => one === sent)
      if (!decision) throw new Refusal({ kind: 'badRequest' })
      const { method, level } = session.person
      const codiceFiscale = holderCode(session.person)
      const acting = { method, level }
      const outcome = await decide({ codiceFiscale, reference, asks: Number(asks), decision, acting })
      const context = contextOf(request)
      const visitor = visitorOf(session)
      return outcome.kind === 'decided'
        ? sendPage(reply, context, decidedPage(context, visitor, outcome))
        : sendPage(reply, context, tooLatePage(context, visitor), 409)
    },
  )
}
