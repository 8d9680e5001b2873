import { type LegalDay } from '../../kernel/legal-day.js'
import { type RegisterData } from '../feed-event.js'
import { type Act } from './act.js'
import { counts } from './counting.js'
import { type Category, type StatusAnswer } from './disability-status.js'

/**
 * The answer for a living, registered person (docs/contracts.md §2). Never a false no: where another archive may hold the
 * act (another territory, a court, before 2010), or only a `provvisorio` is here, it is `notVerifiable`.
 */
export function answerOf(
  categories: Category[],
  acts: Act[],
  register: RegisterData,
  at: LegalDay,
): StatusAnswer {
  if (categories.length > 0) return 'recognised'
  if (register.territorio !== 'INPS') return 'notVerifiable'
  const existing = acts.filter((act) => counts(act, acts, at))
  return existing.some((act) => act.procedura !== 'provvisorio') ? 'notRecognised' : 'notVerifiable'
}
