import { type PageContext } from '../web/page-context.js'
import { contextOf, sendPage, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type AuthenticatedPerson, type Method } from './authenticated-person.js'
import { type CompleteLogin } from './complete-login.js'
import { refusedPage } from './login-end.page.js'
import { type RecordLogin } from './login-event.js'
import { type NotIn } from './provider.js'
import { type ReturnTo } from './session.js'
import { type Sessions } from './sessions.gateway.js'

/** The pages that a login can end in: the whole list. */
export const DESTINATION: Record<ReturnTo['kind'], string> = {
  ownPages: '/qr',
  operatorPages: '/operatore',
  degree: '/grado',
  counter: '/sportello',
  resume: '/riprendi',
}

export interface Completing {
  sessions: Sessions
  completeLogin: CompleteLogin
  recordLogin: RecordLogin
}

/** What every provider's answer ends in: a session, and the page that somebody was going to. */
export async function enterAs(
  person: AuthenticatedPerson,
  request: WebRequest,
  reply: WebReply,
  { sessions, completeLogin }: Completing,
): Promise<WebReply> {
  const { secret: attempt } = (await sessions.pending(request)) ?? { secret: '' }
  const outcome = await completeLogin({ person, attempt, former: sessions.secretIn(request) })
  switch (outcome.kind) {
    case 'loggedIn':
      sessions.enter(reply, outcome.secret)
      return reply.redirect(DESTINATION[outcome.session.returnTo.kind], 303)
    case 'noAttempt':
      return sendRefusal(request, reply, 'noAttempt')
    case 'notSureEnough':
      return sendRefusal(request, reply, 'noCredential')
    case 'noCodiceFiscale':
      return sendRefusal(request, reply, 'noCodiceFiscale')
  }
}

/** What a provider's refusal ends in. The login still waits: another door may be tried. */
export async function refuseLogin(
  { why, method, detail }: { why: NotIn; method?: Method; detail?: Record<string, string> },
  request: WebRequest,
  reply: WebReply,
  { recordLogin }: Completing,
): Promise<WebReply> {
  await recordLogin({ kind: 'login.refused', ...(method && { method }), detail: { why, ...detail } })
  return sendRefusal(request, reply, why)
}

/**
 * An answer that no login of this browser waits for any more. Nobody is let in: the person is told so, and a new login
 * leads where the old one would have.
 */
export async function startAgain(
  { method, returnTo }: { method: Method; returnTo: ReturnTo | undefined },
  request: WebRequest,
  reply: WebReply,
  needs: Completing,
): Promise<WebReply> {
  // A stranger who only comes by the address leaves no trace.
  if (!returnTo) return sendRefusal(request, reply, 'noAttempt')
  await needs.sessions.leave(reply, returnTo)
  return refuseLogin({ why: 'noAttempt', method }, request, reply, needs)
}

/** A page in words; switching its language asks for the same page again. */
export function sendRefusal(
  request: WebRequest,
  reply: WebReply,
  why: NotIn,
  context: PageContext = contextOf(request),
): WebReply {
  return sendPage(reply, context, refusedPage(context, why, request.id), 403)
}
