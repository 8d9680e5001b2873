import { openThreads } from '../jobs/threads.gateway.js'
import { type SealVerdict } from './verify-document.js'
import { type Judging } from './verify-worker.gateway.js'

/** Who comes later is told to come again: the worst of files takes a fifth of a second. */
const MOST_WAITING = 16
const IDLE_MS = 60_000
/** A document that is not judged by then is given up. */
const PATIENCE_MS = 20_000

/** Judges documents of anybody, one at a time, on a thread of its own: a file made to be slow slows no scan. */
export function openVerifyThread(waiting = MOST_WAITING): (judging: Judging) => Promise<SealVerdict> {
  return openThreads<Judging, SealVerdict>({
    program: new URL('verify-worker.gateway.ts', import.meta.url),
    most: 1,
    waiting,
    idle: IDLE_MS,
    patience: PATIENCE_MS,
    what: 'documents',
    isLowly: true,
  })
}
