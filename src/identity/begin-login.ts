import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { later } from '../kernel/instant.js'
import { ATTEMPT_LIFE, drawSecret, type LoginAttempt } from './login-attempt.js'
import { type ReturnTo } from './session.js'

export type BeginLogin = (returnTo: ReturnTo) => Promise<LoginAttempt>

export interface BeginLoginPorts {
  insertAttempt: (attempt: LoginAttempt) => Promise<void>
  clock: Clock
  chance: Chance
}

/** Remembers on our side where somebody was going, before they leave for the provider (T33). */
export function beginLogin({ insertAttempt, clock, chance }: BeginLoginPorts): BeginLogin {
  return async (returnTo) => {
    const expiresAt = later(clock.now(), ATTEMPT_LIFE)
    const attempt = { secret: drawSecret(chance), returnTo, expiresAt }
    await insertAttempt(attempt)
    return attempt
  }
}
