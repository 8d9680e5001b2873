import { type Chance } from '../../kernel/chance.js'

/** The same things in an order that favours none of them (Fisher and Yates). */
export function shuffled<T>(things: readonly T[], chance: Chance): T[] {
  const all = [...things]
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = chance.below(last + 1)
    ;[all[last], all[other]] = [all[other] as T, all[last] as T]
  }
  return all
}
