import { type Chance } from '../kernel/chance.js'
import { HOUR, type Instant, MINUTE } from '../kernel/instant.js'
import { type ReturnTo } from './session.js'

/** How long somebody may take to choose a door, and how long at the provider's. */
export const ATTEMPT_LIFE = 10 * MINUTE

/** How long an answer that comes too late still finds where its person was going. */
export const RETURN_LIFE = 12 * HOUR

/** A login under way: begun in one browser, answered once. */
export interface LoginAttempt {
  /** The secret in the browser's cookie; only its SHA-256 is stored. */
  secret: string
  returnTo: ReturnTo
  expiresAt: Instant
}

/** 256 unpredictable bits, fit for a cookie (ASVS 5.0 §7.2.3 asks for 128). */
export function drawSecret(chance: Chance): string {
  return chance.bytes(32).toString('base64url')
}
