import { Piscina } from 'piscina'
import { Unavailable } from '../kernel/failures.js'

export interface Threads {
  /** The module whose default export does the work. */
  program: URL
  most: number
  /** How many may wait for a thread. */
  waiting: number
  /** Milliseconds after which a thread that nobody needs gives its memory back. */
  idle: number
  /** Milliseconds after which work is given up, with the thread that does it. */
  patience: number
  /** What is away, for who comes while as many wait as may, or whose work was given up. */
  what: Unavailable['what']
  /** Whether everything else on the machine goes first: for what anybody may send. */
  isLowly?: boolean
}

/** Work that is done elsewhere: what goes there and comes back is copied. */
export type OnThread<Asked, Answer> = (asked: Asked) => Promise<Answer>

/** How much less a lowly thread counts where processors are few (nice(2)). */
const LOWLY = 10

/**
 * Threads for work that would hold up everybody else's answers, in a queue that has an end. The first piece of work starts
 * the first thread: who needs none pays nothing. Who asks for the same threads again, in this process, is given them.
 */
export function openThreads<Asked, Answer>(threads: Threads): OnThread<Asked, Answer> {
  return async (asked) => {
    const pool = poolOf(threads)
    if (pool.queueSize >= threads.waiting) throw new Unavailable(threads.what)
    const patience = new AbortController()
    const alarm = setTimeout(() => patience.abort(), threads.patience)
    try {
      return (await pool.run(asked, { signal: patience.signal })) as Answer
    } catch (cause) {
      throw patience.signal.aborted ? new Unavailable(threads.what, { cause }) : cause
    } finally {
      clearTimeout(alarm)
    }
  }
}

const pools = new Map<string, Piscina>()

/** A thread takes longer to start than most of its work takes: the tests wire the service hundreds of times. */
function poolOf(threads: Threads): Piscina {
  const { program, most, idle, isLowly } = threads
  const name = JSON.stringify([program.href, most, idle, isLowly])
  const pool = pools.get(name) ?? openPool(threads)
  pools.set(name, pool)
  return pool
}

function openPool({ program, most, idle, isLowly }: Threads): Piscina {
  return new Piscina({
    filename: program.href,
    execArgv: ['--import', import.meta.resolve('tsx')],
    minThreads: 0,
    maxThreads: most,
    idleTimeout: idle,
    // Elsewhere than on Linux it would count for the whole process.
    ...(isLowly === true && process.platform === 'linux' && { niceIncrement: LOWLY }),
  })
}
