import { identityOf, type Level } from '../identity/authenticated-person.js'
import { type Session } from '../identity/session.js'
import { unreachable } from '../kernel/failures.js'
import { type Clock } from '../kernel/clock.js'
import { SECOND } from '../kernel/instant.js'
import { type PageContext, type Visitor } from '../web/page-context.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { OTHER, purposePage, statedPage } from './ask.page.js'
import { endedPage } from './ended.page.js'
import { type OperatorDesk } from './operator-desk.js'
import { codePath } from './paths.js'
import { type RequestOutcome, type Stated } from './request-disclosure.js'
import { readStatedWords, type StatedWords, type WrongWords } from './stated-words.js'

/** The session of an operator; without one the request is led to the login, and comes back to the operator's pages. */
export type RequireOperator = (request: WebRequest, reply: WebReply) => Promise<Session>

export interface OperatorRoutes {
  desk: OperatorDesk
  requireOperator: RequireOperator
  clock: Clock
}

export interface AskRoutes extends OperatorRoutes {
  /** Goes on only with a login that is recent, and of that level; else somebody logs in again and comes back. */
  requireStepUp: (reply: WebReply, session: Session, least?: Level) => Promise<void>
  /** Keeps for which enrolled body somebody works in this session. */
  workFor: (session: Session, organisation: string) => Promise<void>
}

export const CSRF = { csrf: { maxLength: 64 } }

export function visitorOf({ person, csrf }: Session): Visitor {
  return { name: `${person.nome} ${person.cognome}`, csrf }
}

/** Step 1: body and purpose. The attestation that was checked is kept in the session, never in an address. */
export function askRoutes(app: WebApp, routes: AskRoutes): void {
  const { desk, requireOperator, requireStepUp, workFor, clock } = routes
  const enrolmentsOf = ({ person }: Session) => desk.findEnrolments(identityOf(person))

  const ask = async (
    context: PageContext,
    reply: WebReply,
    session: Session,
    attestation: string,
    stated: Stated,
  ): Promise<WebReply> => {
    if (stated.kind === 'enrolled') {
      const body = (await enrolmentsOf(session)).find(({ id }) => id === stated.organisation)
      await requireStepUp(reply, session, body?.leastLevel)
      if (body) await workFor(session, body.id)
    }
    const outcome = await desk.request({ operator: session, attestation, stated })
    return answerRequest(outcome, { context, reply, session, clock })
  }

  app.get('/grado', async (request, reply) => {
    const session = await requireOperator(request, reply)
    if (session.returnTo.kind !== 'degree') return reply.redirect('/v', 303)
    await requireStepUp(reply, session)
    const enrolments = await enrolmentsOf(session)
    if (enrolments.length === 0) return reply.redirect('/grado/altro', 303)
    const context = contextOf(request)
    return sendPage(reply, context, purposePage(context, visitorOf(session), { enrolments, missing: false }))
  })

  app.post<{ Body: { purpose?: string } }>(
    '/grado',
    { schema: { body: formSchema({ ...CSRF, purpose: { maxLength: 90 } }) } },
    async (request, reply) => {
      const session = await requireOperator(request, reply)
      if (session.returnTo.kind !== 'degree') return reply.redirect('/v', 303)
      await requireStepUp(reply, session)
      const { purpose } = request.body
      const switched = switchedLanguage(request, reply)
      const context = switched ?? contextOf(request)
      if (switched || purpose === undefined) {
        const view = { enrolments: await enrolmentsOf(session), chosen: purpose, missing: !switched }
        return sendPage(reply, context, purposePage(context, visitorOf(session), view), switched ? 200 : 400)
      }
      if (purpose === OTHER) return reply.redirect('/grado/altro', 303)
      const [organisation = '', id = ''] = purpose.split('/')
      const stated = { kind: 'enrolled', organisation, purpose: id } as const
      return ask(context, reply, session, session.returnTo.attestation, stated)
    },
  )

  app.get('/grado/altro', async (request, reply) => {
    const session = await requireOperator(request, reply)
    if (session.returnTo.kind !== 'degree') return reply.redirect('/v', 303)
    await requireStepUp(reply, session)
    const context = contextOf(request)
    const enrolled = (await enrolmentsOf(session)).length > 0
    const empty = { body: '', purpose: '', wrong: {} }
    return sendPage(reply, context, statedPage(context, visitorOf(session), empty, { enrolled }))
  })

  app.post<{ Body: { body?: string; purpose?: string } }>(
    '/grado/altro',
    { schema: { body: formSchema({ ...CSRF, body: { maxLength: 200 }, purpose: { maxLength: 200 } }) } },
    async (request, reply) => {
      const session = await requireOperator(request, reply)
      if (session.returnTo.kind !== 'degree') return reply.redirect('/v', 303)
      await requireStepUp(reply, session)
      const { body = '', purpose = '' } = request.body
      const switched = switchedLanguage(request, reply)
      const context = switched ?? contextOf(request)
      const read = { body: readStatedWords(body), purpose: readStatedWords(purpose) }
      if (switched || read.body.kind !== 'read' || read.purpose.kind !== 'read') {
        const wrong = switched ? {} : { body: wrongOf(read.body), purpose: wrongOf(read.purpose) }
        const enrolled = (await enrolmentsOf(session)).length > 0
        const page = statedPage(context, visitorOf(session), { body, purpose, wrong }, { enrolled })
        return sendPage(reply, context, page, switched ? 200 : 400)
      }
      const stated = { kind: 'stated', body: read.body.words, purpose: read.purpose.words } as const
      return ask(context, reply, session, session.returnTo.attestation, stated)
    },
  )
}

function wrongOf({ kind }: StatedWords): WrongWords | undefined {
  return kind === 'read' ? undefined : kind
}

/** Where a request leads: on to its code, or to a page that says why not and until when. */
export function answerRequest(
  outcome: RequestOutcome,
  to: { context: PageContext; reply: WebReply; session: Session; clock: Clock },
): WebReply {
  const { context, reply, session, clock } = to
  const ended = (statusCode: number, why: Parameters<typeof endedPage>[2]) =>
    sendPage(reply, context, endedPage(context, visitorOf(session), why), statusCode)
  switch (outcome.kind) {
    case 'requested':
      return reply.redirect(codePath(outcome.request.reference), 303)
    case 'notEnrolled':
      return reply.redirect('/grado', 303)
    case 'notValid':
      return ended(409, outcome)
    case 'busy':
      return ended(409, outcome)
    case 'exhausted':
    case 'tooMany':
    case 'operatorTooMany':
      reply.header('retry-after', String(Math.ceil((outcome.until - clock.now()) / SECOND)))
      return ended(429, outcome)
    default:
      return unreachable(outcome)
  }
}
