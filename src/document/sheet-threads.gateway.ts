import { availableParallelism } from 'node:os'
import { openThreads } from '../jobs/threads.gateway.js'
import { Bug } from '../kernel/failures.js'
import { type SignatureRoom } from '../seal/sealed-pdf.js'
import { NoGlyph } from './fonts.gateway.js'
import { type Sheet } from './sheet.js'
import { type Asked, type Written } from './sheet-worker.gateway.js'

/** More threads than this would take the cores from those who scan. */
const MOST_THREADS = 2
/** Who comes later is told to come again: a sheet takes milliseconds, so this many are done within a second. */
const MOST_WAITING = 64
const IDLE_MS = 5 * 60_000
/** Far more than any sheet takes: a thread that hangs is ended, and its sheet is told to be tried again. */
const PATIENCE_MS = 20_000

/** Sheets are written on threads of their own, so that a burst of them slows no scan. */
export function openSheetThreads(
  limits = {
    threads: Math.max(1, Math.min(availableParallelism() - 1, MOST_THREADS)),
    waiting: MOST_WAITING,
  },
): (sheet: Sheet, room?: SignatureRoom) => Promise<Uint8Array> {
  const write = openThreads<Asked, Written>({
    program: new URL('sheet-worker.gateway.ts', import.meta.url),
    most: limits.threads,
    waiting: limits.waiting,
    idle: IDLE_MS,
    patience: PATIENCE_MS,
    what: 'documents',
    isLowly: true,
  })
  return async (sheet, room) => {
    const written = await write(room ? { sheet, room } : { sheet })
    if (written.kind === 'noGlyph') throw new NoGlyph()
    if (written.kind === 'bug') throw new Bug(written.message)
    return written.pdf
  }
}
