import { Piscina } from 'piscina'
import { Unavailable } from '../kernel/failures.js'
import { type SealVerdict } from './verify-document.js'
import { type Judging } from './verify-worker.gateway.js'

/** Who comes later is told to come again: the worst of files takes a fifth of a second. */
const MOST_WAITING = 16
/** A thread that nobody needs any more gives its memory back. */
const IDLE_MS = 60_000
/** A document that is not judged by then is given up, with its thread. */
const PATIENCE_MS = 20_000

/**
 * Judges documents of anybody, one at a time, on a thread of its own: a file made to be slow slows no scan. The first
 * one starts the thread.
 */
export function openVerifyThread(waiting = MOST_WAITING): (judging: Judging) => Promise<SealVerdict> {
  let pool: Piscina<Judging, SealVerdict> | undefined
  return async (judging) => {
    pool ??= new Piscina<Judging, SealVerdict>({
      filename: new URL('verify-worker.gateway.ts', import.meta.url).href,
      execArgv: ['--import', import.meta.resolve('tsx')],
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
    })
    if (pool.queueSize >= waiting) throw new Unavailable('documents')
    const signal = AbortSignal.timeout(PATIENCE_MS)
    return pool.run(judging, { signal }).catch((cause: unknown) => {
      throw signal.aborted ? new Unavailable('documents', { cause }) : cause
    })
  }
}
