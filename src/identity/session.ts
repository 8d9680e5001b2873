import { HOUR, type Instant, MINUTE } from '../kernel/instant.js'
import { type AuthenticatedPerson } from './authenticated-person.js'

export const SESSION_IDLE = 15 * MINUTE
export const SESSION_LIFE = 8 * HOUR

/** Where somebody was going when they had to log in. Kept on our side: an address can be forged. */
export type ReturnTo =
  | { kind: 'ownPages' }
  | { kind: 'operatorPages' }
  | { kind: 'degree'; attestation: string }
  /** A form was sent after the session had ended: it is given back, with what was typed. */
  | { kind: 'resume'; path: string; fields: Record<string, string> }

/** Somebody logged in, in one browser. */
export interface Session {
  /** Stays the same when the cookie's id is renewed. */
  id: string
  person: AuthenticatedPerson
  /** Must come back with every form of this session. */
  csrf: string
  returnTo: ReturnTo
  createdAt: Instant
  expiresAt: Instant
}
