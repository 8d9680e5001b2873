import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Instant, later } from '../kernel/instant.js'
import { type AuthenticatedPerson, identityOf, isSureEnough } from './authenticated-person.js'
import { drawSecret } from './login-attempt.js'
import { type RecordLogin } from './login-event.js'
import { leastLevelOf, purposeOf, type ReturnTo, type Session, SESSION_LIFE, startOf } from './session.js'

export interface CompleteLoginPorts {
  /** Spends the attempt: one conditional update; nothing where it is unknown, over or spent. */
  spendAttempt: (secret: string, now: Instant) => Promise<ReturnTo | undefined>
  insertSession: (session: Session, secret: string) => Promise<void>
  /** Ends the session behind a cookie, if there is one. */
  endSession: (secret: string, now: Instant) => Promise<boolean>
  recordLogin: RecordLogin
}

/** What a provider said, in the browser that it was said in. */
export interface Answered {
  person: AuthenticatedPerson
  /** The secret of the login under way in this browser. */
  attempt: string
  /** The secret of the session that this browser had. */
  former: string | undefined
}

export type LoginOutcome =
  | { kind: 'loggedIn'; session: Session; secret: string }
  /** No attempt of this browser waits for an answer: replayed, too late, or another browser's. */
  | { kind: 'noAttempt' }
  /** The provider vouches with less assurance than we ask. */
  | { kind: 'notSureEnough' }
  /** The register knows nobody but by a codice fiscale: who has none has no pages of their own. */
  | { kind: 'noCodiceFiscale' }

export type CompleteLogin = (answered: Answered) => Promise<LoginOutcome>

/**
 * Lets in whom a provider vouches for: a new session with a new id (session fixation: T30), the one this
 * browser had ends, and the audit says so in the same transaction.
 */
export function completeLogin({
  transact,
  clock,
  chance,
}: {
  transact: <T>(work: (ports: CompleteLoginPorts) => Promise<T>) => Promise<T>
  clock: Clock
  chance: Chance
}): CompleteLogin {
  return ({ person, attempt, former }) =>
    transact(async (ports) => {
      const now = clock.now()
      const { method, level, provider } = person
      const refused = async (kind: Exclude<LoginOutcome['kind'], 'loggedIn'>): Promise<LoginOutcome> => {
        await ports.recordLogin({ kind: 'login.refused', method, level, detail: { provider, why: kind } })
        return { kind }
      }
      const returnTo = await ports.spendAttempt(attempt, now)
      if (!returnTo) return refused('noAttempt')
      if (!isSureEnough(person) || level < (leastLevelOf(returnTo) ?? level)) return refused('notSureEnough')
      if (purposeOf(returnTo) === 'holder' && !person.codiceFiscale) return refused('noCodiceFiscale')
      if (former !== undefined) await ports.endSession(former, now)
      const fitting = fitFor(person, returnTo)
      const session = {
        id: chance.uuid(),
        person,
        csrf: drawSecret(chance),
        returnTo: fitting,
        // A form goes on for whom it was written; whether that still may be is asked at each request.
        chosen: fitting.kind === 'resume' ? fitting.chosen : undefined,
        createdAt: now,
        expiresAt: later(now, SESSION_LIFE),
      }
      const secret = drawSecret(chance)
      await ports.insertSession(session, secret)
      await ports.recordLogin({ kind: 'login.succeeded', method, level, detail: { provider } })
      return { kind: 'loggedIn', session, secret }
    })
}

/** A form that was kept goes back to nobody but its writer. */
function fitFor(person: AuthenticatedPerson, returnTo: ReturnTo): ReturnTo {
  if (returnTo.kind !== 'resume' || returnTo.writer === identityOf(person)) return returnTo
  return startOf(purposeOf(returnTo))
}
