import { DAY, type Instant, later, MINUTE } from '../kernel/instant.js'

/** What a holder's last two days hold, over all requests, operators and sessions. */
export interface HolderHistory {
  wrongAt: Instant[]
  exhaustedAt: Instant[]
  askedAt: Instant[]
}

export interface HolderStanding {
  /** Wrong codes that still count. */
  tries: number
  /** Three wrong codes: nobody may ask before. */
  exhaustedUntil: Instant | undefined
  /** Asked too often: nobody may ask before. */
  tooManyUntil: Instant | undefined
}

/** How long a wrong code counts, and how long three of them stop everybody (docs/threat-model.md). */
export const TRIES_WINDOW = 15 * MINUTE
const MOST_ASKS_IN_WINDOW = 3
const MOST_ASKS_IN_A_DAY = 6

/**
 * Counted on the holder, never on the session: whoever guesses gains nothing by asking anew (T21), and nobody's
 * telephone can be flooded (T24).
 */
export function standingOf({ wrongAt, exhaustedAt, askedAt }: HolderHistory, now: Instant): HolderStanding {
  const lastExhausted = latest(exhaustedAt)
  const lockEnds = lastExhausted === undefined ? undefined : later(lastExhausted, TRIES_WINDOW)
  const countsFrom = Math.max(now - TRIES_WINDOW, lastExhausted ?? 0)
  return {
    tries: wrongAt.filter((at) => at > countsFrom).length,
    exhaustedUntil: lockEnds !== undefined && lockEnds > now ? lockEnds : undefined,
    tooManyUntil:
      fullUntil(askedAt, now, { most: MOST_ASKS_IN_A_DAY, span: DAY }) ??
      fullUntil(askedAt, now, { most: MOST_ASKS_IN_WINDOW, span: TRIES_WINDOW }),
  }
}

/** When the oldest of the last `most` leaves the span; nothing while there is room. */
function fullUntil(
  asked: Instant[],
  now: Instant,
  { most, span }: { most: number; span: number },
): Instant | undefined {
  const [oldest] = asked
    .filter((at) => at > now - span)
    .sort((one, other) => one - other)
    .slice(-most)
  const count = asked.filter((at) => at > now - span).length
  return count >= most && oldest !== undefined ? later(oldest, span) : undefined
}

function latest(instants: Instant[]): Instant | undefined {
  return instants.reduce<Instant | undefined>(
    (last, at) => (last === undefined || at > last ? at : last),
    undefined,
  )
}
