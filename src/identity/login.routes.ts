import { type RecordAudit } from '../audit/audit-event.js'
import { type Digest } from '../vault/vault.js'
import { Refusal } from '../web/refusal.js'
import {
  contextOf,
  formSchema,
  sendPage,
  type WebApp,
  type WebReply,
  type WebRequest,
} from '../web/server.gateway.js'
import { type AuthenticatedPerson, type Method } from './authenticated-person.js'
import { loggedOutPage, loginPage, resumePage, sessionEndedPage } from './login.page.js'
import { type LoginOutcome } from './login.js'
import { type Provider } from './provider.js'
import { type ReturnTo } from './session.js'
import { type Sessions } from './sessions.gateway.js'

export interface LoginRoutes {
  sessions: Sessions
  providers: Provider[]
  /** Methods open to somebody who comes as an operator. */
  operatorMethods: Method[]
  digest: Digest
  recordAudit: RecordAudit
}

/** `per` is one of two words, never an address (security.md T33). */
function returnToOf(per: string | undefined): ReturnTo {
  return per === 'operatore' ? { kind: 'operatorPages' } : { kind: 'ownPages' }
}

/** The login page, the way out, and the page that gives a form back. */
export function loginRoutes(
  app: WebApp,
  { sessions, providers, operatorMethods, digest, recordAudit }: LoginRoutes,
): void {
  app.get<{ Querystring: { per?: string } }>('/accedi', (request, reply) => {
    const purpose = request.query.per === 'operatore' ? 'operator' : 'holder'
    const methods = providers.map(({ method }) => method)
    const open =
      purpose === 'operator' ? methods.filter((method) => operatorMethods.includes(method)) : methods
    const context = contextOf(request)
    return sendPage(reply, context, loginPage(context, { methods: open, purpose }))
  })

  app.post<{ Body: { metodo?: string; per?: string } }>(
    '/accedi',
    { schema: { body: formSchema({ metodo: { maxLength: 4 }, per: { maxLength: 10 } }) } },
    async (request, reply) => {
      const provider = providers.find(({ method }) => method === request.body.metodo)
      if (!provider) throw new Refusal({ kind: 'badRequest' })
      const attempt =
        (await sessions.attemptOf(request)) ?? (await sessions.leave(reply, returnToOf(request.body.per)))
      return reply.redirect(provider.begin(digest(attempt).toString('base64url')), 303)
    },
  )

  app.get('/sessione-finita', (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, sessionEndedPage(context), 401)
  })

  app.get('/riprendi', async (request, reply) => {
    const session = await sessions.require(request, reply, { kind: 'ownPages' })
    if (session.returnTo.kind !== 'resume') return reply.redirect('/', 303)
    const context = contextOf(request)
    const visitor = { name: `${session.person.nome} ${session.person.cognome}`, csrf: session.csrf }
    return sendPage(reply, context, resumePage(context, visitor, session.returnTo))
  })

  app.post('/esci', { schema: { body: formSchema({ csrf: { maxLength: 64 } }) } }, async (request, reply) => {
    const session = await sessions.find(request)
    if (session) {
      await sessions.require(request, reply, { kind: 'ownPages' })
      await recordAudit({ kind: 'logout', method: session.person.method })
    }
    await sessions.leaveForGood(request, reply)
    return reply.redirect('/uscito', 303)
  })

  app.get('/uscito', (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, loggedOutPage(context))
  })
}

export interface Completing {
  sessions: Sessions
  completeLogin: (answered: {
    person: AuthenticatedPerson
    attempt: string
    former: string | undefined
  }) => Promise<LoginOutcome>
}

/** What every provider's answer ends in: a session, and the page that somebody was going to. */
export async function enterAs(
  person: AuthenticatedPerson,
  request: WebRequest,
  reply: WebReply,
  { sessions, completeLogin }: Completing,
): Promise<WebReply> {
  const attempt = await sessions.attemptOf(request)
  if (attempt === undefined) throw new Refusal({ kind: 'loginCancelled' })
  const outcome = await completeLogin({ person, attempt, former: sessions.secretIn(request) })
  if (outcome.kind === 'noAttempt') throw new Refusal({ kind: 'loginCancelled' })
  sessions.enter(reply, outcome.secret)
  return reply.redirect(DESTINATION[outcome.session.returnTo.kind], 303)
}

const DESTINATION: Record<ReturnTo['kind'], string> = {
  ownPages: '/qr',
  operatorPages: '/operatore',
  degree: '/grado',
  resume: '/riprendi',
}
