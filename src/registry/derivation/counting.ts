import { type LegalDay } from '../../kernel/legal-day.js'
import { type Area } from '../giudizio.js'
import { type Act, earliestDal } from './act.js'
import { isReplaced } from './replacement.js'

/**
 * Whether an act counts in an area on a day: from the later of its definition and its earliest `dal` there; an act
 * that takes another's place, from that `dal` alone, whatever its definition (docs/contracts.md §2).
 */
export function countsIn(act: Act, area: Area, acts: Act[], at: LegalDay): boolean {
  const dal = earliestDal(act, area)
  if (dal === undefined) return false
  const from = act.sostituisce === undefined && act.dataDefinizione > dal ? act.dataDefinizione : dal
  return from <= at && !isReplaced(act, acts, at)
}

/** Whether an act counts in at least one of its areas: then it *exists* for an answer. */
export function counts(act: Act, acts: Act[], at: LegalDay): boolean {
  return act.giudizi.some(({ area }) => countsIn(act, area, acts, at))
}
