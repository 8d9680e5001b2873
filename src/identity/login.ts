import { type RecordAudit } from '../audit/audit-event.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Instant, later, MINUTE } from '../kernel/instant.js'
import { type AuthenticatedPerson } from './authenticated-person.js'
import { type ReturnTo, type Session, SESSION_LIFE } from './session.js'

/** How long somebody may take at the provider's. */
export const ATTEMPT_LIFE = 10 * MINUTE

/** A login under way: begun in one browser, answered once. */
export interface LoginAttempt {
  /** The secret in the browser's cookie; only its SHA-256 is stored. */
  secret: string
  returnTo: ReturnTo
  expiresAt: Instant
}

export interface LoginPorts {
  insertAttempt: (attempt: LoginAttempt) => Promise<void>
  /** Spends the attempt: one conditional update; nothing where it is unknown, over or spent. */
  spendAttempt: (secret: string, now: Instant) => Promise<ReturnTo | undefined>
  insertSession: (session: Session, secret: string) => Promise<void>
  /** Ends the session that this browser had, if any. */
  endSession: (secret: string, now: Instant) => Promise<void>
  recordAudit: RecordAudit
}

export interface LoginUse {
  transact: <T>(work: (ports: LoginPorts) => Promise<T>) => Promise<T>
  clock: Clock
  chance: Chance
}

/** Remembers on our side where somebody was going, before they leave for the provider. */
export function beginLogin({ transact, clock, chance }: LoginUse) {
  return async (returnTo: ReturnTo): Promise<LoginAttempt> => {
    const attempt = { secret: secretOf(chance), returnTo, expiresAt: later(clock.now(), ATTEMPT_LIFE) }
    await transact((ports) => ports.insertAttempt(attempt))
    return attempt
  }
}

export type LoginOutcome =
  | { kind: 'loggedIn'; session: Session; secret: string }
  /** No attempt of this browser waits for an answer: replayed, too late, or another browser's. */
  | { kind: 'noAttempt' }

/**
 * Lets in whom a provider vouches for: a new session with a new id (session fixation: security.md T30), the one this
 * browser had ends, and the audit says so in the same transaction.
 */
export function completeLogin({ transact, clock, chance }: LoginUse) {
  return (answered: {
    person: AuthenticatedPerson
    attempt: string
    former: string | undefined
  }): Promise<LoginOutcome> =>
    transact(async (ports) => {
      const now = clock.now()
      const returnTo = await ports.spendAttempt(answered.attempt, now)
      if (!returnTo) return { kind: 'noAttempt' }
      if (answered.former !== undefined) await ports.endSession(answered.former, now)
      const secret = secretOf(chance)
      const session = {
        id: chance.uuid(),
        person: answered.person,
        csrf: secretOf(chance),
        returnTo,
        createdAt: now,
        expiresAt: later(now, SESSION_LIFE),
      }
      await ports.insertSession(session, secret)
      const { method, level, provider } = answered.person
      await ports.recordAudit({ kind: 'login.succeeded', method, level, detail: { provider } })
      return { kind: 'loggedIn', session, secret }
    })
}

/** 256 unpredictable bits, fit for a cookie. */
export function secretOf(chance: Chance): string {
  return chance.bytes(32).toString('base64url')
}
