import { type OnThread, openThreads } from '../../jobs/threads.gateway.js'
import { type Judging, type Verdict } from './judge-response.js'
import { type ReadingLogout } from './logout-worker.gateway.js'
import { type LogoutMessage } from './read-logout.gateway.js'

/** Who comes later is told to come again: the largest answer takes some tens of milliseconds. */
const MOST_WAITING = 64
/** Starting it takes a second, which the next person would wait. */
const IDLE_MS = 30 * 60_000
const PATIENCE_MS = 20_000

/**
 * Judges answers one at a time, on a thread that everything else goes before: anybody may send one, and reading XML and
 * checking its signatures takes longer than whole scans do.
 */
export function openJudgeThread(waiting = MOST_WAITING): (judging: Judging) => Promise<Verdict> {
  return openThread('judge-worker.gateway.ts', waiting)
}

/** Reads messages of logout on a thread of their own: whoever sends many of them takes no turn from those who log in. */
export function openLogoutThread(
  waiting = MOST_WAITING,
): (reading: ReadingLogout) => Promise<LogoutMessage | undefined> {
  return openThread('logout-worker.gateway.ts', waiting)
}

function openThread<Asked, Answer>(worker: string, waiting: number): OnThread<Asked, Answer> {
  return openThreads({
    program: new URL(worker, import.meta.url),
    most: 1,
    waiting,
    idle: IDLE_MS,
    patience: PATIENCE_MS,
    what: 'identityProvider',
    isLowly: true,
  })
}
