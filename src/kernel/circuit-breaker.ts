import { type Clock } from './clock.js'
import { type Instant, later, SECOND } from './instant.js'

const FAILURES = 5
const OPEN_FOR = 30 * SECOND

/**
 * Stops asking a service that does not answer (T54): after five failures in a row it opens for thirty seconds, then
 * lets one try through, which closes it or opens it again.
 */
export interface CircuitBreaker {
  /** Whether a try may go now. Each `true` must be followed by `succeeded` or `failed`. */
  mayTry: () => boolean
  succeeded: () => void
  /** Says whether this failure has opened the circuit. */
  failed: () => boolean
  /** When the next try may go, while it is open. */
  opensAgainAt: () => Instant | undefined
}

export function circuitBreaker(clock: Clock): CircuitBreaker {
  let failures = 0
  let openUntil: Instant | undefined
  let trying = false
  return {
    mayTry: () => {
      if (openUntil === undefined) return true
      if (trying || clock.now() < openUntil) return false
      trying = true
      return true
    },
    succeeded: () => {
      failures = 0
      openUntil = undefined
      trying = false
    },
    failed: () => {
      failures += 1
      const opens = trying || (failures >= FAILURES && openUntil === undefined)
      if (opens) openUntil = later(clock.now(), OPEN_FOR)
      trying = false
      return opens
    },
    opensAgainAt: () => openUntil,
  }
}
