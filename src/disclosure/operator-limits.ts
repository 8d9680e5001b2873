import { DAY, type Instant, later } from '../kernel/instant.js'

/** A person whom an operator asked for, and when last. */
export interface AskedHolder {
  holder: string
  at: Instant
}

/** How many people one operator may ask for in twenty-four hours (docs/threat-model.md). */
export const MOST_HOLDERS_IN_A_DAY = 40

/**
 * When an operator may ask for one more person; nothing while there is room. Counted are people, not requests, over all
 * sessions and bodies: whoever goes through a list of people stands out, and whoever repeats a code does not (T34).
 */
export function operatorTooManyUntil(asked: AskedHolder[], now: Instant): Instant | undefined {
  const newestFirst = asked
    .map(({ at }) => at)
    .filter((at) => at > now - DAY)
    .sort((one, other) => other - one)
  const full = newestFirst[MOST_HOLDERS_IN_A_DAY - 1]
  return full === undefined ? undefined : later(full, DAY)
}
