import { type LegalDay } from '../../kernel/legal-day.js'
import { type Act, earliestDal } from './act.js'

/**
 * Whether another act took this one's place by `at`: it gives way in all its areas from the earliest `dal` of the act
 * that names it in `sostituisce`. A replaced act goes on replacing: of A ← B ← C only C is left (docs/contracts.md §2).
 */
export function isReplaced(act: Act, acts: Act[], at: LegalDay): boolean {
  return acts.some((other) => {
    const from = other !== act && other.sostituisce === act.protocollo ? earliestDal(other) : undefined
    return from !== undefined && from <= at
  })
}
