import { birthday, daysBetween, type LegalDay } from '../kernel/legal-day.js'
import { TOLD_BEFORE } from './mandate.js'

/** The 18th birthday, while it is near: what changes then is told to the minor, too. */
export function comingOfAgeSoon(dataNascita: LegalDay | undefined, today: LegalDay): LegalDay | undefined {
  if (dataNascita === undefined) return undefined
  const day = birthday(dataNascita, 18)
  const left = daysBetween(today, day)
  return left > 0 && left <= TOLD_BEFORE ? day : undefined
}
