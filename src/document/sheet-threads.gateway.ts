import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { Bug, Unavailable } from '../kernel/failures.js'
import { type SignatureRoom } from '../seal/sealed-pdf.js'
import { NoGlyph } from './fonts.gateway.js'
import { type Sheet } from './sheet.js'
import { type Asked, type Written } from './sheet-worker.gateway.js'

/** More threads than this would take the cores from those who scan. */
const MOST_THREADS = 2
/** Who comes later is told to come again: a sheet takes milliseconds, so this many are done within a second. */
const MOST_WAITING = 64
/** Threads that nobody needs any more give their memory back. */
const IDLE_MS = 5 * 60_000
/** Far more than any sheet takes: a thread that hangs is ended, and its sheet is told to be tried again. */
const PATIENCE_MS = 20_000

/**
 * Sheets are written on threads of their own, so that a burst of them slows no scan. The first sheet starts the first
 * thread: who prints none pays nothing.
 */
export function openSheetThreads(
  limits = {
    threads: Math.max(1, Math.min(availableParallelism() - 1, MOST_THREADS)),
    waiting: MOST_WAITING,
  },
): (sheet: Sheet, room?: SignatureRoom) => Promise<Uint8Array> {
  let pool: Piscina<Asked, Written> | undefined
  return async (sheet, room) => {
    pool ??= openPool(limits.threads)
    const signal = AbortSignal.timeout(PATIENCE_MS)
    if (pool.queueSize >= limits.waiting) throw new Unavailable('documents')
    const written = await pool.run(room ? { sheet, room } : { sheet }, { signal }).catch((cause: unknown) => {
      throw signal.aborted ? new Unavailable('documents', { cause }) : cause
    })
    if (written.kind === 'noGlyph') throw new NoGlyph()
    if (written.kind === 'bug') throw new Bug(written.message)
    return written.pdf
  }
}

function openPool(threads: number): Piscina<Asked, Written> {
  return new Piscina({
    filename: new URL('sheet-worker.gateway.ts', import.meta.url).href,
    execArgv: ['--import', import.meta.resolve('tsx')],
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  })
}
