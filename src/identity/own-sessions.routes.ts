import { type PersonIdentity } from '../kernel/person-identity.js'
import { isUuid } from '../kernel/uuid.js'
import { Refusal } from '../web/refusal.js'
import { contextOf, formSchema, sendPage, type WebApp } from '../web/server.gateway.js'
import { type ActingFor } from './acting-for.js'
import { identityOf } from './authenticated-person.js'
import { type WhichSessions } from './own-sessions.js'
import { ownSessionsPage } from './own-sessions.page.js'
import { DESTINATION } from './provider-answer.routes.js'
import { type OpenSession, purposeOf, type Session, startOf, visitorOf } from './session.js'
import { type Sessions } from './sessions.gateway.js'

export interface OwnSessionsRoutes {
  sessions: Sessions
  findOpen: (identity: PersonIdentity) => Promise<OpenSession[]>
  end: (asked: { session: Session; which: WhichSessions }) => Promise<void>
  findActing: (session: Session) => Promise<ActingFor | undefined>
}

const FORM = { schema: { body: formSchema({ csrf: { maxLength: 64 }, quali: { maxLength: 36 } }) } }

/** The list of one's own sessions, with the ways to end them. */
export function ownSessionsRoutes(
  app: WebApp,
  { sessions, findOpen, end, findActing }: OwnSessionsRoutes,
): void {
  app.get<{ Querystring: { fatto?: string } }>('/accessi', async (request, reply) => {
    const session = await sessions.require(request, reply, { kind: 'ownPages' })
    const context = contextOf(request)
    const view = {
      open: await findOpen(identityOf(session.person)),
      own: session.id,
      back: DESTINATION[startOf(purposeOf(session.returnTo)).kind],
      ended: request.query.fatto === 'chiuso',
    }
    const visitor = visitorOf({ ...session, actingFor: await findActing(session) })
    return sendPage(reply, context, ownSessionsPage(context, visitor, view))
  })

  app.post<{ Body: { quali?: string } }>('/accessi', FORM, async (request, reply) => {
    const session = await sessions.require(request, reply, { kind: 'ownPages' })
    const which = whichIn(request.body.quali ?? '')
    if (!which) throw new Refusal({ kind: 'badRequest' })
    await end({ session, which })
    const stays = which.kind === 'others' || (which.kind === 'one' && which.id !== session.id)
    if (stays) return reply.redirect('/accessi?fatto=chiuso', 303)
    await sessions.leaveForGood(request, reply)
    return reply.redirect('/uscito', 303)
  })
}

function whichIn(word: string): WhichSessions | undefined {
  if (word === 'altri') return { kind: 'others' }
  if (word === 'tutti') return { kind: 'all' }
  return isUuid(word) ? { kind: 'one', id: word.toLowerCase() } : undefined
}
