import { type ActingFor, mayDo, type Power, type Who } from '../identity/acting-for.js'
import { type Session, visitorOf } from '../identity/session.js'
import { Refusal } from '../web/refusal.js'
import { type WebReply, type WebRequest } from '../web/server.gateway.js'

export interface SessionForPorts {
  requireSession: (request: WebRequest, reply: WebReply) => Promise<Session>
  /** Believed for a minute, where it is true. */
  actsForNobody: (session: Session) => Promise<boolean>
  findMandate: (who: Who, entry: string) => Promise<ActingFor | undefined>
}

/** The session of a request to somebody's pages, with for whom it acts; a request that it may not make is refused. */
export type RequireHolder = (request: WebRequest, reply: WebReply, power?: Power) => Promise<Session>

/**
 * Asks at every request whether the mandate still stands, and covers what is asked: one that is revoked, has ended, or
 * whose person has come of age or died is over at the next request (T46, T47).
 */
export function requireHolder(ports: SessionForPorts): RequireHolder {
  return async (request, reply, power = 'see') => {
    const session = await ports.requireSession(request, reply)
    const { person, chosen } = session
    if (chosen === undefined) {
      // Whoever sends a form saw its page before, when there was nobody else to act for.
      const asks = request.method === 'GET' && !(await ports.actsForNobody(session))
      if (asks) throw new Refusal({ kind: 'chooseFirst', to: '/per-chi' })
      return session
    }
    if (chosen.kind === 'self') return session
    const actingFor = await ports.findMandate(person, chosen.entry)
    if (!actingFor) throw new Refusal({ kind: 'mandateEnded', visitor: visitorOf(session) })
    const acting = { ...session, actingFor }
    if (!mayDo(acting, power)) throw new Refusal({ kind: 'outsideMandate', visitor: visitorOf(acting) })
    return acting
  }
}

/** For whom a session acts, if it does and still may. */
export function findActing({ findMandate }: Pick<SessionForPorts, 'findMandate'>) {
  return async ({ person, chosen }: Session): Promise<ActingFor | undefined> =>
    chosen?.kind === 'other' ? findMandate(person, chosen.entry) : undefined
}

/** Who is there, for pages that are everybody's: they say for whom, too, and refuse nothing. */
export function findSessionFor(
  find: (request: WebRequest) => Promise<Session | undefined>,
  ports: Pick<SessionForPorts, 'findMandate'>,
) {
  return async (request: WebRequest): Promise<Session | undefined> => {
    const session = await find(request)
    return session && { ...session, actingFor: await findActing(ports)(session) }
  }
}
