import { type LegalDay } from '../../kernel/legal-day.js'
import { type Area } from '../giudizio.js'
import { type Act } from './act.js'
import { countsIn } from './counting.js'

/**
 * The act that speaks for an area: the newest that counts, also where it judges lower (domain 4.2 rule 4). It goes on
 * being the current one where its judgement has ended.
 */
export function currentAct(area: Area, acts: Act[], at: LegalDay): Act | undefined {
  return acts
    .filter((act) => countsIn(act, area, acts, at))
    .reduce<Act | undefined>(
      (newest, act) => (newest === undefined || compareAge(act, newest) > 0 ? act : newest),
      undefined,
    )
}

/**
 * Positive where `one` is the newer act: by definition, then a definitive act before a `provvisorio` (art. 25 c. 4
 * D.L. 90/2014: valid until the definitive one), then by visit, then by protocollo as text by code points.
 */
export function compareAge(one: Act, other: Act): number {
  return (
    compare(one.dataDefinizione, other.dataDefinizione) ||
    Number(other.procedura === 'provvisorio') - Number(one.procedura === 'provvisorio') ||
    compare(one.dataVisita, other.dataVisita) ||
    compareCodePoints(one.protocollo, other.protocollo)
  )
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** `<` compares UTF-16 units, which puts the rarest characters before some common ones. */
function compareCodePoints(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)]
  for (let place = 0; place < Math.min(left.length, right.length); place++) {
    const difference = (left[place]?.codePointAt(0) ?? 0) - (right[place]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
