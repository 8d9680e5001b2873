import { type Session } from '../identity/session.js'
import { unreachable } from '../kernel/failures.js'
import { SECOND } from '../kernel/instant.js'
import { Refusal } from '../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { type OperatorRoutes, CSRF, visitorOf } from './ask.routes.js'
import { REFERENCE_FIELD } from './code.routes.js'
import { degreePage, overPage, showAgainPage } from './degree.page.js'
import { degreePath } from './paths.js'
import { type ShowOutcome } from './show-degree.js'

/** The degree: read for ten minutes, shown again, closed. */
export function degreeRoutes(app: WebApp, { desk, requireOperator, clock }: OperatorRoutes): void {
  const FORM = { schema: { body: formSchema({ ...CSRF, ...REFERENCE_FIELD }) } }

  const answer = (outcome: ShowOutcome, session: Session, request: WebRequest, reply: WebReply): WebReply => {
    const context = contextOf(request)
    const visitor = visitorOf(session)
    switch (outcome.kind) {
      case 'shown': {
        const { view } = outcome
        // The browser asks again by itself when the time is over, and is shown nothing (T82); without script too.
        const seconds = Math.max(1, Math.ceil((view.until - clock.now()) / SECOND))
        reply.header('refresh', `${String(seconds)}; url=${degreePath(view.disclosure.reference)}`)
        return sendPage(reply, context, degreePage(context, visitor, view))
      }
      case 'mayShowAgain':
        return sendPage(reply, context, showAgainPage(context, visitor, outcome))
      case 'over':
        return sendPage(reply, context, overPage(context, visitor, outcome.disclosure), 410)
      case 'denied':
        throw new Refusal({ kind: 'forbidden' })
      case 'unknown':
        throw new Refusal({ kind: 'notFound' })
      default:
        return unreachable(outcome)
    }
  }

  app.get<{ Params: { reference: string } }>('/grado/dati/:reference', async (request, reply) => {
    const session = await requireOperator(request, reply)
    const { reference } = request.params
    return answer(await desk.show({ operator: session, reference }), session, request, reply)
  })

  app.post<{ Body: { reference?: string } }>('/grado/dati', FORM, async (request, reply) => {
    const session = await requireOperator(request, reply)
    const { reference = '' } = request.body
    const outcome = await desk.showAgain({ operator: session, reference })
    if (outcome.kind === 'shown') return reply.redirect(degreePath(reference), 303)
    return answer(outcome, session, request, reply)
  })

  app.post<{ Body: { reference?: string } }>('/grado/chiudi', FORM, async (request, reply) => {
    const session = await requireOperator(request, reply)
    const outcome = await desk.close({ operator: session, reference: request.body.reference ?? '' })
    if (outcome.kind === 'denied' || outcome.kind === 'unknown')
      return answer(outcome, session, request, reply)
    return reply.redirect('/operatore', 303)
  })
}
