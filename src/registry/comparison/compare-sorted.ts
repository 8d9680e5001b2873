import { COMPARED, type ComparedAct, type ComparedField } from './compared-act.js'

/** What two lists of acts say differently: where, never what. */
export type Difference =
  | { kind: 'missing'; line: number }
  | { kind: 'unknown'; event: string }
  | { kind: 'different'; line: number; event: string; fields: ComparedField[] }
  | { kind: 'repeated'; line: number }

/**
 * Compares the institution's list with ours, both sorted by key, in one pass. A line that could not be read stands for
 * its act all the same: it was refused, and is no difference besides.
 */
export function* compareSorted(
  theirs: Iterable<ComparedAct>,
  ours: Iterable<ComparedAct>,
): Generator<Difference | { kind: 'equal' }> {
  const [their, our] = [theirs[Symbol.iterator](), ours[Symbol.iterator]()]
  let [their1, our1] = [next(their), next(our)]
  let seen: Buffer | undefined
  while (their1 !== undefined || our1 !== undefined) {
    const order = !their1 ? 1 : !our1 ? -1 : Buffer.compare(their1.key, our1.key)
    if (their1 && seen && their1.key.equals(seen)) {
      if (isRead(their1)) yield { kind: 'repeated', line: lineOf(their1) }
      their1 = next(their)
    } else if (their1 && order < 0) {
      if (isRead(their1)) yield { kind: 'missing', line: lineOf(their1) }
      seen = their1.key
      their1 = next(their)
    } else if (our1 && order > 0) {
      yield { kind: 'unknown', event: our1.origin }
      our1 = next(our)
    } else if (their1 && our1) {
      if (isRead(their1)) yield compareActs(their1, our1)
      seen = their1.key
      ;[their1, our1] = [next(their), next(our)]
    }
  }
}

function compareActs(their: ComparedAct, our: ComparedAct): Difference | { kind: 'equal' } {
  const fields: ComparedField[] = COMPARED.filter((_, place) => !same(their.fields[place], our.fields[place]))
  // Each of a person's codes, old and new, names that person (docs/contracts.md §1).
  if (!our.codes.some((own) => their.codes.some((code) => same(own, code)))) fields.unshift('codiceFiscale')
  if (fields.length === 0) return { kind: 'equal' }
  return { kind: 'different', line: lineOf(their), event: our.origin, fields }
}

function same(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one !== undefined && other !== undefined && one.equals(other)
}

function isRead({ fields }: ComparedAct): boolean {
  return fields.length > 0
}

function lineOf({ origin }: ComparedAct): number {
  return Number(origin)
}

function next<Item>(items: Iterator<Item, unknown>): Item | undefined {
  const step = items.next()
  return step.done === true ? undefined : step.value
}
