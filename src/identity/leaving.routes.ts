import { errorPage } from '../web/error.page.js'
import { contextOf, formSchema, sendPage, type WebApp } from '../web/server.gateway.js'
import { loggedOutPage, resumePage } from './login-end.page.js'
import { DESTINATION } from './provider-answer.routes.js'
import { type ActingFor } from './acting-for.js'
import { type Session, startOf, visitorOf } from './session.js'
import { type Sessions } from './sessions.gateway.js'

/** The way out, and what waits for somebody whose session ended too early. */
export function leavingRoutes(
  app: WebApp,
  {
    sessions,
    findActing,
  }: { sessions: Sessions; findActing: (session: Session) => Promise<ActingFor | undefined> },
): void {
  app.get('/sessione-finita', (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, errorPage(context, { kind: 'session' }, request.id), 401)
  })

  app.get('/riprendi', async (request, reply) => {
    const session = await sessions.require(request, reply, { kind: 'ownPages' })
    const { returnTo } = session
    if (returnTo.kind !== 'resume') return reply.redirect(DESTINATION[returnTo.kind], 303)
    const otherwise = DESTINATION[startOf(returnTo.purpose).kind]
    const context = contextOf(request)
    const visitor = visitorOf({ ...session, actingFor: await findActing(session) })
    return sendPage(reply, context, resumePage(context, visitor, { ...returnTo, otherwise }))
  })

  app.post('/esci', { schema: { body: formSchema({ csrf: { maxLength: 64 } }) } }, async (request, reply) => {
    const { locale } = contextOf(request)
    if (await sessions.find(request)) await sessions.require(request, reply, { kind: 'ownPages' })
    await sessions.leaveForGood(request, reply)
    // The browser forgets the language with all else; the address asks for it again.
    return reply.redirect(locale === 'it' ? '/uscito' : `/uscito?lingua=${locale}`, 303)
  })

  app.get('/uscito', (request, reply) => {
    const context = contextOf(request)
    return sendPage(reply, context, loggedOutPage(context))
  })
}
