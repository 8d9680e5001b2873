import { type Instant } from '../../kernel/instant.js'
import { ATTEMPT_LIFE } from '../login-attempt.js'

/** How long a provider has for its answer: as long as the login it belongs to. */
export const REQUEST_LIFE = ATTEMPT_LIFE
/** How many answers to one request may be wrong: beyond it a stranger would have our machine check forgeries for him. */
export const MOST_REFUSED = 8

/** A request on its way to a provider. */
export interface SpidRequest {
  id: string
  /** The digest of the login it belongs to, and so of the browser. */
  attempt: Buffer
  /** The entityID of the provider that was asked. */
  provider: string
  issuedAt: Instant
  expiresAt: Instant
}
