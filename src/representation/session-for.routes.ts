import { type ActingFor, type Power } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { Refusal } from '../web/refusal.js'
import { type WebReply, type WebRequest } from '../web/server.gateway.js'

export interface SessionForPorts {
  requireSession: (request: WebRequest, reply: WebReply) => Promise<Session>
  findMandates: (codiceFiscale: CodiceFiscale) => Promise<ActingFor[]>
  findMandate: (codiceFiscale: CodiceFiscale, entry: string) => Promise<ActingFor | undefined>
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
      const asks = request.method === 'GET' && (await ports.findMandates(person.codiceFiscale)).length > 0
      if (asks) throw new Refusal({ kind: 'chooseFirst', to: '/per-chi' })
      return session
    }
    if (chosen.kind === 'self') return session
    const actingFor = await ports.findMandate(person.codiceFiscale, chosen.entry)
    if (!actingFor) throw new Refusal({ kind: 'mandateEnded' })
    if (!actingFor.powers.includes(power)) throw new Refusal({ kind: 'outsideMandate' })
    return { ...session, actingFor }
  }
}

/** Who is there, for pages that are everybody's: they say for whom, too, and refuse nothing. */
export function findSessionFor(
  find: (request: WebRequest) => Promise<Session | undefined>,
  { findMandate }: Pick<SessionForPorts, 'findMandate'>,
) {
  return async (request: WebRequest): Promise<Session | undefined> => {
    const session = await find(request)
    if (session?.chosen?.kind !== 'other') return session
    const actingFor = await findMandate(session.person.codiceFiscale, session.chosen.entry)
    return { ...session, actingFor }
  }
}
