import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '../../kernel/failures.js'

/** A hundred refusals a second are more than people who come too late, and a tenth of a processor. */
const INTERVAL_MS = 10
/** Who comes later is told to come again: this many have theirs within a second. */
const MOST_WAITING = 100

/**
 * Lets its callers go on one by one, with a pause between them: what anybody may ask for without being known is answered no
 * faster than the rest of the service can bear.
 */
export function paced({ interval = INTERVAL_MS, waiting: most = MOST_WAITING } = {}): () => Promise<void> {
  let free: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async () => {
    if (waiting >= most) throw new Unavailable('identityProvider')
    waiting += 1
    const turn = free
    free = turn.then(() => pause(interval))
    await turn
    waiting -= 1
  }
}
