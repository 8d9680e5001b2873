/** How many keys one query may carry, and how many queries may be under way at once. */
export interface BatchLimits {
  keys: number
  inFlight: number
}

/**
 * Gathers the look-ups of one turn of the event loop into one query: several times the throughput of a pool of
 * single ones (docs/decisions). `load` answers in the order of its keys.
 */
export function inBatches<Key, Found>(
  load: (keys: Key[]) => Promise<Found[]>,
  limits: BatchLimits = { keys: 256, inFlight: 2 },
): (key: Key) => Promise<Found> {
  interface Waiting {
    key: Key
    resolve: (found: Found) => void
    reject: (reason: unknown) => void
  }
  let waiting: Waiting[] = []
  let inFlight = 0
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
        schedule()
      })
    schedule()
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      schedule()
    })
}
