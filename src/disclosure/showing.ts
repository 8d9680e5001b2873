import { type Instant, later, MINUTE } from '../kernel/instant.js'
import { type Confirmed } from './disclosure.js'

/** Shown again at most twice, within thirty minutes of the approval. */
export const MOST_SHOWINGS = 3
export const AGAIN_WITHIN = 30 * MINUTE

export type Showing =
  { kind: 'open'; until: Instant } | { kind: 'again'; left: number; until: Instant } | { kind: 'over' }

/** Whether an approved degree can be read now, may be shown again, or is over (T82). */
export function showingAt(confirmed: Confirmed, now: Instant): Showing {
  if (now < confirmed.showing.until) return { kind: 'open', until: confirmed.showing.until }
  const left = showingsLeft(confirmed, now)
  return left > 0
    ? { kind: 'again', left, until: later(confirmed.decidedAt, AGAIN_WITHIN) }
    : { kind: 'over' }
}

/** The first showing is used up by its ten minutes, looked at or not. */
export function showingsLeft({ decidedAt, showing }: Confirmed, now: Instant): number {
  if (now >= later(decidedAt, AGAIN_WITHIN)) return 0
  return MOST_SHOWINGS - Math.max(1, showing.times)
}
