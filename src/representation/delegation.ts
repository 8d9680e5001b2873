import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'

/** Whom a holder named to act for them. */
export interface Delegation {
  id: string
  /** The register entry under which the holder named them. */
  holder: string
  delegate: CodiceFiscale
  /** As the holder wrote it. */
  name: string
  namedAt: Instant
  /** The last day, where there is one. */
  until: LegalDay | undefined
  revokedAt: Instant | undefined
}

/** One delegate a holder, and five holders a delegate (INPS circ. 127/2021). */
export const MOST_HOLDERS = 5

/** Whether it was revoked, or its last day has passed. */
export function isOver({ until, revokedAt }: Pick<Delegation, 'until' | 'revokedAt'>, at: LegalDay): boolean {
  return revokedAt !== undefined || (until !== undefined && until < at)
}
