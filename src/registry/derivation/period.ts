import { type LegalDay } from '../../kernel/legal-day.js'
import { type Area, type Giudizio } from '../giudizio.js'
import { type Act } from './act.js'

/**
 * The judgement of an act that holds a day, `dal` and `al` included: one act may have several dated periods. Of two,
 * the one with the later `dal`, then the last listed; none in a gap or past the last `al` (docs/contracts.md §2).
 */
export function giudizioOn(act: Act, area: Area, at: LegalDay): Giudizio | undefined {
  let speaking: Giudizio | undefined
  for (const giudizio of act.giudizi) {
    if (giudizio.area !== area || giudizio.dal > at || (giudizio.al !== undefined && giudizio.al < at))
      continue
    if (speaking === undefined || giudizio.dal >= speaking.dal) speaking = giudizio
  }
  return speaking
}
