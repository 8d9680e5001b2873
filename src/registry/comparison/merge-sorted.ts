interface Source {
  head: Buffer
  rest: Iterator<Buffer, unknown>
}

/** Merges sorted lists into one, in the order of the bytes, by a binary heap of their heads. */
export function* mergeSorted(lists: Iterable<Buffer>[]): Generator<Buffer> {
  const heap = lists.flatMap((list) => sourceOf(list[Symbol.iterator]()) ?? [])
  heap.sort((one, other) => Buffer.compare(one.head, other.head))
  for (let first = heap[0]; first !== undefined; first = heap[0]) {
    yield first.head
    const next = sourceOf(first.rest) ?? heap.pop()
    // The list that ended was the last of the heap itself.
    if (next === undefined || next === first) continue
    heap[0] = next
    sink(heap)
  }
}

function sourceOf(rest: Iterator<Buffer, unknown>): Source | undefined {
  const step = rest.next()
  return step.done === true ? undefined : { head: step.value, rest }
}

/** Moves the top of a heap down to where it belongs. */
function sink(heap: Source[]): void {
  for (let place = 0; ;) {
    const least = [place, 2 * place + 1, 2 * place + 2].reduce((one, other) =>
      isBefore(heap[other], heap[one]) ? other : one,
    )
    const [top, child] = [heap[place], heap[least]]
    if (least === place || top === undefined || child === undefined) return
    heap[place] = child
    heap[least] = top
    place = least
  }
}

function isBefore(one: Source | undefined, other: Source | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one.head, other.head) < 0
}
