import { mayDo, type Power } from '../identity/acting-for.js'
import { codiceFiscaleOf, type Session, visitorOf } from '../identity/session.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { unreachable } from '../kernel/failures.js'
import { actorIn } from '../representation/choose-for-whom.js'
import { Refusal } from '../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { CSRF } from './ask.routes.js'
import { REFERENCE_FIELD } from './code.routes.js'
import { type DecideOutcome, type HolderDecision, type OwnDecision } from './decide-on-own-pages.js'
import { type Requested } from './disclosure.js'
import {
  type Approver,
  decidedPage,
  nothingWaitsPage,
  stateOf,
  tooLatePage,
  waitingPage,
} from './waiting.page.js'

export interface HolderRequestRoutes {
  requireHolder: (request: WebRequest, reply: WebReply, power: Power) => Promise<Session>
  /** The request that waits for the word about this person. */
  findWaitingOf: (codiceFiscale: CodiceFiscale) => Promise<Requested | undefined>
  /** Whether somebody else says yes for this person. */
  hasConsenter: (codiceFiscale: CodiceFiscale) => Promise<boolean>
  decide: (decision: OwnDecision) => Promise<DecideOutcome>
}

const DECISIONS: readonly HolderDecision[] = ['approve', 'refuse', 'report']

/** The holder's own page of a waiting request: approve, refuse, report; with or without a mobile. */
export function holderRequestRoutes(app: WebApp, routes: HolderRequestRoutes): void {
  const { requireHolder, findWaitingOf, hasConsenter, decide } = routes
  const require = (request: WebRequest, reply: WebReply) => requireHolder(request, reply, 'answer')

  app.get('/richiesta', async (request, reply) => {
    const session = await require(request, reply)
    const context = contextOf(request)
    const codiceFiscale = codiceFiscaleOf(session)
    const waiting = await findWaitingOf(codiceFiscale)
    const visitor = visitorOf(session)
    if (!waiting) return sendPage(reply, context, nothingWaitsPage(context, visitor))
    const approver = approverFor(session, await hasConsenter(codiceFiscale))
    return sendPage(reply, context, waitingPage(context, visitor, { request: waiting, approver }))
  })

  app.get('/richiesta/stato', async (request, reply) => {
    const session = await require(request, reply)
    return { state: stateOf(await findWaitingOf(codiceFiscaleOf(session))) }
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
      const session = await require(request, reply)
      const { reference = '', asks, decision: sent } = request.body
      const decision = DECISIONS.find((one) => one === sent)
      if (!decision) throw new Refusal({ kind: 'badRequest' })
      const { method, level } = session.person
      const outcome = await decide({
        codiceFiscale: codiceFiscaleOf(session),
        ...{ reference, asks: Number(asks), decision },
        by: session.actingFor === undefined ? 'holder' : mayDo(session, 'consent') ? 'consenter' : 'other',
        acting: { method, level, ...actorIn(session) },
      })
      const context = contextOf(request)
      const visitor = visitorOf(session)
      switch (outcome.kind) {
        case 'decided':
          return sendPage(reply, context, decidedPage(context, visitor, outcome))
        case 'nothingWaits':
          return sendPage(reply, context, tooLatePage(context, visitor), 409)
        case 'notYours':
          throw new Refusal({ kind: 'outsideMandate', visitor })
        default:
          return unreachable(outcome)
      }
    },
  )
}

/** Whose yes it takes: where nobody is appointed to consent, the holder's own (docs/decisions/0029). */
function approverFor(session: Session, hasConsenter: boolean): Approver {
  if (!session.actingFor) return hasConsenter ? 'representative' : 'visitor'
  if (mayDo(session, 'consent')) return 'visitor'
  return hasConsenter ? 'otherRepresentative' : 'holder'
}
