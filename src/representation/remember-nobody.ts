import { type ActingFor, type Who } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { type Clock } from '../kernel/clock.js'
import { type Instant, later, MINUTE } from '../kernel/instant.js'

/** As long as "nobody" is believed: a mandate that comes in the middle of a session is seen after a minute at most. */
export const BELIEVED_FOR = MINUTE
/** More than anybody has open at once; the oldest are forgotten, and asked again. */
export const MOST_REMEMBERED = 10_000

export interface RememberNobodyPorts {
  findMandates: (who: Who) => Promise<ActingFor[]>
  clock: Clock
}

/**
 * Whether the person of a session may act for nobody else: most may not, and would be looked for at every page. Only that
 * is remembered: nothing is allowed by it, and a mandate that ends is asked about at every request as ever.
 */
export function actsForNobody({ findMandates, clock }: RememberNobodyPorts) {
  const until = new Map<string, Instant>()
  return async ({ id, person }: Pick<Session, 'id' | 'person'>): Promise<boolean> => {
    const now = clock.now()
    const believed = until.get(id)
    if (believed !== undefined && now < believed) return true
    until.delete(id)
    if ((await findMandates(person)).length > 0) return false
    const [oldest] = until.keys()
    if (until.size >= MOST_REMEMBERED && oldest !== undefined) until.delete(oldest)
    until.set(id, later(now, BELIEVED_FOR))
    return true
  }
}
