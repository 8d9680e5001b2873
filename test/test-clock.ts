import { clockOf } from '../src/kernel/clock.js'
import { type Instant, later, parseInstant } from '../src/kernel/instant.js'

/** A clock that only the test moves. */
export function testClock(at = '2026-11-23T10:30:00+01:00') {
  let now = parseInstant(at) as Instant
  return { clock: clockOf(() => now), pass: (milliseconds: number) => void (now = later(now, milliseconds)) }
}
