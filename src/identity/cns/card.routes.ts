import { type Clock } from '../../kernel/clock.js'
import { type Instant } from '../../kernel/instant.js'
import { Refusal } from '../../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../../web/server.gateway.js'
import { type Completing, enterAs, refuseLogin, sendRefusal, startAgain } from '../provider-answer.routes.js'
import { type ReturnTo } from '../session.js'
import { type CardAnswer } from './card-login.js'
import { cardRefusedPage, insertCardPage } from './card.page.js'
import { CARD_REFUSALS, type CardRefusal } from './card.js'

export interface CardRoutes extends Completing {
  /** The listener that asks for the card. */
  listenerUrl: string
  /** Whether trial cards are to be had. */
  demo: boolean
  /** Where the login of an answer was to lead, used or over. */
  findReturn: (code: string) => Promise<ReturnTo | undefined>
  spendAnswer: (asked: { code: string; attempt: string; now: Instant }) => Promise<CardAnswer | undefined>
  clock: Clock
}

/** The pages around the card; the card itself is seen by the listener alone. */
export function cardRoutes(app: WebApp, needs: CardRoutes): void {
  const { sessions, spendAnswer, clock } = needs

  app.get<{ Querystring: { richiesta?: string } }>('/accedi/cns', (request, reply) => {
    const { richiesta } = request.query
    if (typeof richiesta !== 'string' || !/^[\w-]{43}$/.test(richiesta))
      throw new Refusal({ kind: 'badRequest' })
    const context = contextOf(request)
    const doors = {
      listener: `${needs.listenerUrl}/?richiesta=${richiesta}`,
      trial: needs.demo ? `/demo/cns?richiesta=${richiesta}` : undefined,
    }
    return sendPage(reply, context, insertCardPage(context, { ...doors, query: `richiesta=${richiesta}` }))
  })

  app.get<{ Querystring: { risposta?: string } }>('/accedi/cns/risposta', async (request, reply) => {
    const pending = await sessions.pending(request)
    const { risposta } = request.query
    // Nothing was answered: somebody only came by this address.
    if (typeof risposta !== 'string') return sendRefusal(request, reply, 'noAttempt')
    if (!pending) {
      const returnTo = await needs.findReturn(risposta)
      return startAgain({ method: 'cns', returnTo }, request, reply, needs)
    }
    const answer = await spendAnswer({ code: risposta, attempt: pending.secret, now: clock.now() })
    if (!answer || answer.kind === 'late')
      return refuseLogin({ why: 'noAttempt', method: 'cns' }, request, reply, needs)
    if (answer.kind === 'holder') return enterAs(answer.person, request, reply, needs)
    await needs.recordLogin({ kind: 'login.refused', method: 'cns', detail: { why: `card.${answer.why}` } })
    return sendCardRefusal(request, reply, answer.why)
  })

  app.post<{ Body: { motivo?: string } }>(
    '/accedi/cns/rifiuto',
    { schema: { body: formSchema({ motivo: { maxLength: 20 } }) } },
    (request, reply) => {
      const why = CARD_REFUSALS.find((known) => known === request.body.motivo) ?? 'noCard'
      return sendCardRefusal(request, reply, why, switchedLanguage(request, reply))
    },
  )
}

function sendCardRefusal(
  request: WebRequest,
  reply: WebReply,
  why: CardRefusal,
  context = contextOf(request),
): WebReply {
  return sendPage(reply, context, cardRefusedPage(context, why, request.id), 403)
}
