import { type Clock } from '../kernel/clock.js'
import { type Instant } from '../kernel/instant.js'
import { type AuditEvent } from './audit-event.js'

/** How many rows are deleted in one transaction: nobody waits long for any of them. */
export const RETENTION_BATCH = 1000

export interface RetentionPorts {
  /** The tables that have a rule. */
  subjects: () => Promise<string[]>
  countDue: (subject: string, now: Instant) => Promise<number>
  /** Deletes so many at most, in a transaction of its own. */
  forgetDue: (subject: string, now: Instant, most: number) => Promise<number>
  dropPastMonths: (now: Instant) => Promise<number>
  record: (event: AuditEvent) => Promise<void>
  clock: Clock
}

/** Rows by table; without those of which there is none. */
export type RetentionCount = Record<string, number>

export interface Retention {
  /** What would be deleted now. */
  count: () => Promise<RetentionCount>
  /** Deletes one batch of each table; tells whether more is left. */
  round: () => Promise<boolean>
  /** Round after round until nothing is due. */
  apply: () => Promise<RetentionCount>
}

/**
 * Deletes what nobody may keep any longer (Regulation (EU) 2016/679, art. 5.1.e), by the rules of the table `retention`.
 * How many rows went, and of which tables, is in the audit.
 */
export function retention(ports: RetentionPorts, batch = RETENTION_BATCH): Retention {
  let gone: RetentionCount = {}
  let last: RetentionCount = {}
  const round = async () => {
    const now = ports.clock.now()
    let more = false
    for (const subject of await ports.subjects()) {
      const rows = await ports.forgetDue(subject, now, batch)
      if (rows > 0) gone[subject] = (gone[subject] ?? 0) + rows
      more ||= rows === batch
    }
    if (!more) await settle(now)
    return more
  }
  const settle = async (now: Instant) => {
    ;[last, gone] = [gone, {}]
    await ports.dropPastMonths(now)
    if (Object.keys(last).length === 0) return
    const detail = Object.fromEntries(Object.entries(last).map(([table, rows]) => [table, String(rows)]))
    await ports.record({ kind: 'retention.applied', detail })
  }
  return {
    count: async () => {
      const now = ports.clock.now()
      const count: RetentionCount = {}
      for (const subject of await ports.subjects()) {
        const rows = await ports.countDue(subject, now)
        if (rows > 0) count[subject] = rows
      }
      return count
    },
    round,
    apply: async () => {
      while (await round());
      return last
    },
  }
}
