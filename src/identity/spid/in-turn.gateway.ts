import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '../../kernel/failures.js'

/** More than wait while nothing is wrong. */
const MOST_WAITING = 200

/** Does work when those before it are done. */
export type InTurn = <T>(work: () => T, isWasted: (result: T) => boolean) => Promise<T>

/**
 * One piece of heavy work at a time; after one that was wasted, nothing for twice as long as it took: in between, the rest
 * of the service has its turn.
 */
export function inTurn(): InTurn {
  let free: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (work, isWasted) => {
    if (waiting >= MOST_WAITING) throw new Unavailable('identityProvider')
    waiting += 1
    const done = free.then(() => timed(work))
    free = done.then(
      ({ result, taken }) => (isWasted(result) ? pause(2 * taken) : undefined),
      () => undefined,
    )
    try {
      return (await done).result
    } finally {
      waiting -= 1
    }
  }
}

function timed<T>(work: () => T): { result: T; taken: number } {
  const started = performance.now()
  const result = work()
  return { result, taken: performance.now() - started }
}
