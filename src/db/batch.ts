import { Unavailable } from '../kernel/failures.js'

export interface BatchLimits {
  /** How many keys one query may carry. */
  keys: number
  /** How many queries may be under way at once. */
  inFlight: number
  /** How many keys may wait for one of them to end; the next one is told at once that the database is away. */
  waiting: number
  /** Milliseconds after which a query is stuck. Behind stuck ones alone nobody waits. */
  stuckAfter: number
}

/**
 * Two full queries may wait behind two under way: who is let in leaves with the next ones, however slow the database,
 * so the wait is bounded by twice its answer, and so is the memory. A query takes milliseconds: one that takes a second
 * is not slow, it is stuck.
 */
export const BATCH_LIMITS: BatchLimits = { keys: 256, inFlight: 2, waiting: 512, stuckAfter: 1_000 }

/**
 * Gathers the look-ups of one turn of the event loop into one query: several times the throughput of a pool of
 * single ones (docs/decisions). `load` answers in the order of its keys.
 */
export function inBatches<Key, Found>(
  load: (keys: Key[]) => Promise<Found[]>,
  limits: BatchLimits = BATCH_LIMITS,
): (key: Key) => Promise<Found> {
  interface Waiting {
    key: Key
    resolve: (found: Found) => void
    reject: (reason: unknown) => void
  }
  let waiting: Waiting[] = []
  let inFlight = 0
  let stuck = 0
  let scheduled = false

  const schedule = () => {
    if (scheduled || inFlight >= limits.inFlight || waiting.length === 0) return
    scheduled = true
    setImmediate(flush)
  }

  const flush = () => {
    scheduled = false
    const batch = waiting.slice(0, limits.keys)
    waiting = waiting.slice(limits.keys)
    if (batch.length === 0) return
    inFlight++
    const ended = watch()
    load(batch.map(({ key }) => key))
      .then(
        (found) => {
          for (const [index, { resolve }] of batch.entries()) resolve(found[index] as Found)
        },
        (reason: unknown) => {
          for (const { reject } of batch) reject(reason)
        },
      )
      .finally(() => {
        inFlight--
        ended()
        schedule()
      })
    schedule()
  }

  /** Counts a query that gets stuck, until it ends; the last one to get stuck sends away all who wait. */
  const watch = () => {
    let isStuck = false
    const timer = setTimeout(() => {
      isStuck = true
      if (++stuck < limits.inFlight) return
      for (const { reject } of waiting.splice(0)) reject(new Unavailable('database'))
    }, limits.stuckAfter)
    return () => {
      clearTimeout(timer)
      if (isStuck) stuck--
    }
  }

  return (key) => {
    if (waiting.length >= limits.waiting || stuck >= limits.inFlight)
      return Promise.reject(new Unavailable('database'))
    return new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      schedule()
    })
  }
}
