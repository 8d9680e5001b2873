import { type Clock, clockOf } from './clock.js'
import { type Instant } from './instant.js'

/** The machine's clock: the one place that asks it. */
export const systemClock: Clock = clockOf(() => Date.now() as Instant)
