import { wireApp } from '../app.js'
import { type Config } from '../config.js'
import { type Database, type Parameter } from '../db/database.js'
import { type SealedColumn } from '../db/sealed-column.store.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { EXIT, say, type Terminal } from './command.js'
import { openUnchanged } from './open-toolkit.js'

export interface Progress {
  table: string
  column: string
  done: number
  closed: number
}

/** How many values of each column a key has sealed, with their table. */
export interface SealedCount {
  table: string
  column: string
  kid: string
  count: number
}

/** Which key sealed how much. */
export async function countSeals(columns: SealedColumn[], database: Database): Promise<SealedCount[]> {
  const counts: SealedCount[] = []
  for (const { table, column, count } of columns)
    for (const [kid, values] of await count(database)) counts.push({ table, column, kid, count: values })
  return counts
}

/**
 * Seals anew what other keys than the current one sealed: column by column, a short transaction a batch. What is left to
 * do is what still names another key, so that it can be stopped at any moment, and begun again.
 */
export async function resealAll(
  columns: SealedColumn[],
  database: Database,
  { size, isStopped, tell }: { size: number; isStopped: () => boolean; tell: (progress: Progress) => void },
): Promise<void> {
  for (const { table, column, reseal } of columns) {
    let from: Parameter | undefined
    do {
      if (isStopped()) return
      const { done, closed, next } = await database.transact((session) => reseal(session, from, size))
      tell({ table, column, done, closed })
      from = next
    } while (from !== undefined)
  }
}

/** Which key of a database sealed how much, asked by a command. */
export async function countAsConfigured(config: Config): Promise<SealedCount[]> {
  const { toolkit, close } = await openUnchanged(config, 'attesta_resealer')
  try {
    return await countSeals(wireApp(toolkit).sealedColumns, toolkit.database)
  } finally {
    await close()
  }
}

/** `attesta keys reseal`. */
export async function resealCommand(
  { stdout, stderr, isTty }: Terminal,
  config: Config,
  size: number,
): Promise<number> {
  const { toolkit, close } = await openUnchanged(config, 'attesta_resealer')
  const stopping = new AbortController()
  const stop = () => {
    stopping.abort()
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const begun = systemClock.now()
  const sum = { done: 0, closed: 0 }
  const tell = ({ table, column, done, closed }: Progress) => {
    sum.done += done
    sum.closed += closed
    const seconds = Math.max(0.001, (systemClock.now() - begun) / 1000)
    const rate = Math.round(sum.done / seconds).toLocaleString('en')
    if (isTty)
      stderr.write(
        `\r\x1b[K${table}.${column}  ${sum.done.toLocaleString('en')} sealed anew, ${rate} a second`,
      )
  }
  try {
    const { sealedColumns } = wireApp(toolkit)
    await resealAll(sealedColumns, toolkit.database, { size, isStopped: () => stopping.signal.aborted, tell })
    if (isTty) stderr.write('\r\x1b[K')
    const left = (await countSeals(sealedColumns, toolkit.database)).filter(
      ({ kid }) => kid !== config.keys.current,
    )
    const carrying = left.reduce((total, { count }) => total + count, 0)
    say(stdout, JSON.stringify({ resealed: sum.done, closed: sum.closed, left: carrying }))
    if (stopping.signal.aborted) say(stderr, 'stopped: attesta keys reseal goes on from here')
    return carrying === 0 ? EXIT.done : EXIT.refused
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await close()
  }
}
