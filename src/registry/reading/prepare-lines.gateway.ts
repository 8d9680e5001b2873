import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { type Vault, type VaultKeys } from '../../vault/vault.js'
import { keepMemoryFlat } from './flat-memory.gateway.js'
import { type PackedLines, unpackLines } from './packed-lines.js'
import { preparation } from './preparation.gateway.js'
import { type NumberedLine, type PreparedLine } from './prepare-line.js'

/** Lines from which on threads are worth their start: about half a second. */
const LONG = 6000
/** Lines from which on memory is kept small: more than a batch or two. */
const NOT_FEW = 1000
/** Lines prepared here before others get a turn. */
const TURN = 50
/** More threads than this would wait for the one writer. */
const MOST_THREADS = 6
/**
 * What a thread may take of memory. Left alone it keeps tens of megabytes of garbage, because the machine has room; a piece
 * of a feed (import-feed.ts) and what is made of it are some ten.
 */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 128 }

export interface Preparation {
  prepareLines: (lines: NumberedLine[]) => Promise<PreparedLine[]>
  close: () => Promise<void>
}

/**
 * Prepares the lines of one import: reading, look-up codes and seals are most of its work, and need no database. A short
 * one is prepared here; a long one on threads of its own, where there is more than one core and `keys` for them.
 */
export function openPreparation(vault: Vault, keys: VaultKeys | undefined): Preparation {
  const prepare = preparation(vault)
  const threads = Math.min(availableParallelism() - 1, MOST_THREADS)
  let pool: Piscina<NumberedLine[], PackedLines> | undefined
  let lines = 0
  let letMemoryGo: (() => void) | undefined
  const prepareHere = async (some: NumberedLine[]) => {
    const prepared: PreparedLine[] = []
    for (const line of some) {
      if (prepared.length % TURN === 0) await nextTurn()
      prepared.push(prepare(line))
    }
    return prepared
  }
  return {
    prepareLines: async (some) => {
      lines += some.length
      if (lines > NOT_FEW) letMemoryGo ??= keepMemoryFlat()
      if (keys === undefined || threads === 0 || lines <= LONG) return prepareHere(some)
      pool ??= openPool(keys, threads)
      return unpackLines(some, await pool.run(some))
    },
    close: async () => {
      letMemoryGo?.()
      await pool?.destroy()
    },
  }
}

function openPool(keys: VaultKeys, threads: number): Piscina<NumberedLine[], PackedLines> {
  return new Piscina({
    filename: new URL('prepare-worker.gateway.ts', import.meta.url).href,
    execArgv: ['--import', import.meta.resolve('tsx')],
    workerData: keys,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: THREAD_LIMITS,
  })
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
