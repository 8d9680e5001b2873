import { inBatches } from '../db/batch.js'
import { type Database, type Session } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { Unavailable } from '../kernel/failures.js'
import { type Vault } from '../vault/vault.js'
import { type RecordAudit, type RecordCheck } from './audit-event.js'
import { ensurePartitions, insertAuditEvent, insertChecks } from './audit.store.js'

export interface Audit {
  /** The writer that belongs to an open transaction. */
  on: (session: Session) => RecordAudit
  /** Writes an event that stands by itself. */
  record: RecordAudit
  /** Writes a level-1 check; many at once share one commit. */
  recordCheck: RecordCheck
  /** Makes the partitions of the coming month; daily. */
  makeRoom: () => Promise<boolean>
}

export function wireAudit({
  database,
  vault,
  clock,
  chance,
}: {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
}): Audit {
  return {
    on: (session) => (event) => insertAuditEvent(session, event, { vault, chance, now: clock.now() }),
    record: (event) =>
      database.transact((session) => insertAuditEvent(session, event, { vault, chance, now: clock.now() })),
    recordCheck: inBatches(async (checks) => {
      try {
        await database.transact(
          (session) => insertChecks(session, checks, { chance, now: clock.now() }),
          'local',
        )
      } catch (cause) {
        // Fails closed: a check that leaves no trace is not answered.
        throw new Unavailable('audit', { cause })
      }
      return checks.map(() => undefined)
    }),
    makeRoom: async () => {
      await ensurePartitions(database, clock.now())
      return false
    },
  }
}
