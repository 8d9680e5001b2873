import { type Instant } from '../kernel/instant.js'
import { type Clock } from '../kernel/clock.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { identityOf } from './authenticated-person.js'
import { type RecordLogin } from './login-event.js'
import { type OpenSession, type Session } from './session.js'

/** Which of one's own sessions end: one by its id, all but the one that asks, or all. */
export type WhichSessions = { kind: 'one'; id: string } | { kind: 'others' } | { kind: 'all' }

export interface EndSessionsPorts {
  /** What is open for a verified identity: a name joins nobody. */
  findOpen: (identity: PersonIdentity, now: Instant) => Promise<OpenSession[]>
  /** Ends them, and says which of them were still open. */
  endById: (ids: string[], now: Instant) => Promise<string[]>
  /** Ends the sessions of a body, and those of the people named by their look-up codes. */
  endOfBody: (organisation: string, macs: Buffer[], now: Instant) => Promise<string[]>
  recordLogin: RecordLogin
}

export interface EndSessionsUse {
  transact: <T>(work: (ports: EndSessionsPorts) => Promise<T>) => Promise<T>
  clock: Clock
  /** What the providers are to be told of a session that has ended. */
  ended: (session: Pick<Session, 'id'>) => Promise<void>
}

/** Ends sessions of one's own, wherever they are open (OWASP ASVS 5.0 §7.4.5); nobody else's is touched by any id. */
export function endOwnSessions({ transact, clock, ended }: EndSessionsUse) {
  return async ({ session, which }: { session: Session; which: WhichSessions }): Promise<void> => {
    const gone = await transact(async (ports) => {
      const now = clock.now()
      const open = await ports.findOpen(identityOf(session.person), now)
      const meant = open.filter(({ id }) => isMeant(id, session, which))
      const over = new Set(
        await ports.endById(
          meant.map(({ id }) => id),
          now,
        ),
      )
      const left = meant.filter(({ id }) => over.has(id))
      for (const { method, level } of left)
        await ports.recordLogin({ kind: 'logout', method, level, detail: { from: 'list' } })
      return left
    })
    await Promise.all(gone.map(ended))
  }
}

function isMeant(id: string, session: Session, which: WhichSessions): boolean {
  switch (which.kind) {
    case 'one':
      return id === which.id
    case 'others':
      return id !== session.id
    case 'all':
      return true
  }
}

export interface BodySessions {
  organisation: string
  /** Look-up codes of the people whom the body has enrolled, or had. */
  macs: Buffer[]
  reason: string
}

/** Ends all sessions of a body at once: a device was lost, a person left, a contract ended. Tells how many there were. */
export function endSessionsOfBody({ transact, clock, ended }: EndSessionsUse) {
  return async ({ organisation, macs, reason }: BodySessions): Promise<number> => {
    const gone = await transact(async (ports) => {
      const over = await ports.endOfBody(organisation, macs, clock.now())
      const detail = { reason, count: String(over.length) }
      await ports.recordLogin({ kind: 'sessions.ended', organisation, detail })
      return over
    })
    // One after the other: a body may have a thousand, and their providers are not to be flooded.
    for (const id of gone) await ended({ id })
    return gone.length
  }
}
