import { type Session } from '../identity/session.js'
import { unreachable } from '../kernel/failures.js'
import { later } from '../kernel/instant.js'
import { type PageContext } from '../web/page-context.js'
import { Refusal } from '../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  switchedLanguage,
  type WebApp,
  type WebReply,
} from '../web/server.gateway.js'
import { readTypedCode } from './approval-code.js'
import { answerRequest, type OperatorRoutes, CSRF, visitorOf } from './ask.routes.js'
import { type CodeForm, codePage, liveStateOf, noMobilePage } from './code.page.js'
import { type ConfirmOutcome } from './confirm-by-code.js'
import { type Disclosure, type Requested } from './disclosure.js'
import { type Ended, endedPage } from './ended.page.js'
import { TRIES_WINDOW } from './holder-limits.js'
import { type MessageState } from './message-state.js'
import { codePath, degreePath } from './paths.js'
import { statedOf } from './request-disclosure.js'

export const REFERENCE_FIELD = { reference: { maxLength: 15 } }

/** Step 2: the code, its resend, and how the request stands meanwhile. */
export function codeRoutes(app: WebApp, { desk, requireOperator, clock }: OperatorRoutes): void {
  const own = async (session: Session, reference: string): Promise<Disclosure> => {
    const found = await desk.find(session, reference)
    if (!found) throw new Refusal({ kind: 'notFound' })
    return found
  }
  // Where no code was sent there is no message to be late.
  const messageOf = (request: Requested): Promise<MessageState> =>
    request.codeSentTo ? desk.messageState(request) : Promise.resolve('left')
  const askCode = async (
    context: PageContext,
    session: Session,
    request: Requested,
    more: Pick<CodeForm, 'typed' | 'wrong'> = {},
  ) => {
    const visitor = visitorOf(session)
    if (!request.codeSentTo) return noMobilePage(context, visitor, request)
    return codePage(context, visitor, { request, message: await messageOf(request), ...more })
  }

  app.get<{ Params: { reference: string } }>('/grado/codice/:reference', async (request, reply) => {
    const session = await requireOperator(request, reply)
    const context = contextOf(request)
    const found = await own(session, request.params.reference)
    if (found.state === 'requested') return sendPage(reply, context, await askCode(context, session, found))
    if (found.state === 'confirmed') return reply.redirect(degreePath(found.reference), 303)
    return sendPage(reply, context, endedPage(context, visitorOf(session), endOf(found)))
  })

  app.get<{ Params: { reference: string } }>('/grado/stato/:reference', async (request, reply) => {
    const session = await requireOperator(request, reply)
    const found = await own(session, request.params.reference)
    const message = found.state === 'requested' ? await messageOf(found) : 'left'
    return { state: liveStateOf(found, message) }
  })

  app.post<{ Body: { reference?: string; code?: string } }>(
    '/grado/codice',
    { schema: { body: formSchema({ ...CSRF, ...REFERENCE_FIELD, code: { maxLength: 40 } }) } },
    async (request, reply) => {
      const session = await requireOperator(request, reply)
      const { reference = '', code: typed = '' } = request.body
      const switched = switchedLanguage(request, reply)
      const context = switched ?? contextOf(request)
      const reading = readTypedCode(typed)
      if (!switched && reading.kind === 'read') {
        const outcome = await desk.confirm({ operator: session, reference, code: reading.code })
        if (outcome.kind !== 'wrong') return answerConfirm(outcome, { reply, context, session, reference })
        const found = await own(session, reference)
        if (found.state !== 'requested') return reply.redirect(codePath(reference), 303)
        return sendPage(reply, context, await askCode(context, session, found, { wrong: outcome }), 400)
      }
      const found = await own(session, reference)
      if (found.state !== 'requested') return reply.redirect(codePath(reference), 303)
      const wrong = switched || reading.kind === 'read' ? {} : { wrong: reading.kind }
      const page = await askCode(context, session, found, { typed, ...wrong })
      return sendPage(reply, context, page, switched ? 200 : 400)
    },
  )

  app.post<{ Body: { reference?: string; asks?: string } }>(
    '/grado/rinvia',
    { schema: { body: formSchema({ ...CSRF, ...REFERENCE_FIELD, asks: { maxLength: 3 } }) } },
    async (request, reply) => {
      const session = await requireOperator(request, reply)
      const { reference = '', asks } = request.body
      const { attestation, asking } = await own(session, reference)
      const stated = statedOf(asking.for)
      const resendOf = { reference, asks: Number(asks) }
      const outcome = await desk.request({ operator: session, attestation, stated, resendOf })
      return answerRequest(outcome, { context: contextOf(request), reply, session, clock })
    },
  )
}

interface To {
  reply: WebReply
  context: PageContext
  session: Session
  reference: string
}

function answerConfirm(outcome: Exclude<ConfirmOutcome, { kind: 'wrong' }>, to: To): WebReply {
  const { reply, context, session, reference } = to
  const ended = (why: Ended, statusCode: number) =>
    sendPage(reply, context, endedPage(context, visitorOf(session), why), statusCode)
  switch (outcome.kind) {
    case 'confirmed':
    case 'alreadyConfirmed':
      return reply.redirect(degreePath(reference), 303)
    case 'noCode':
      return reply.redirect(codePath(reference), 303)
    case 'exhausted':
      return ended(outcome, 429)
    case 'expired':
      return ended({ kind: 'expired', reference, hadCode: true }, 410)
    case 'refused':
      return ended(outcome, 403)
    case 'notValid':
      return ended(outcome, 409)
    case 'denied':
      throw new Refusal({ kind: 'forbidden' })
    case 'unknown':
      throw new Refusal({ kind: 'notFound' })
    default:
      return unreachable(outcome)
  }
}

function endOf(found: Exclude<Disclosure, Requested | { state: 'confirmed' }>): Ended {
  switch (found.state) {
    case 'refused':
      return { kind: 'refused' }
    case 'expired':
      return { kind: 'expired', reference: found.reference, hadCode: found.codeSentTo !== undefined }
    case 'exhausted':
      return { kind: 'exhausted', until: later(found.decidedAt, TRIES_WINDOW) }
    default:
      return unreachable(found)
  }
}
