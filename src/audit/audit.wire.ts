import { inBatches } from '../db/batch.js'
import { type Database, type Session } from '../db/database.js'
import { countDue, dropPastMonths, forgetDue, retentionSubjects } from '../db/retention.store.js'
import { type SealedColumn } from '../db/sealed-column.store.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { Unavailable } from '../kernel/failures.js'
import { type Finding } from '../kernel/finding.js'
import { DAY } from '../kernel/instant.js'
import { type Log } from '../kernel/log.js'
import { every } from '../jobs/every.gateway.js'
import { type Job } from '../jobs/job.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { retention, type Retention } from './apply-retention.js'
import { trailFindings } from './audit-continuity.js'
import { type RecordAudit, type RecordCheck } from './audit-event.js'
import { type GivenAnswers } from './given-answer.js'
import { findGivenAnswers } from './given-answer.store.js'
import { readTrail, sampleDetails } from './examination.store.js'
import { sealedColumns } from './reseal.store.js'
import { ensurePartitions, insertAuditEvent, insertChecks } from './audit.store.js'

export interface Audit {
  /** The writer that belongs to an open transaction. */
  on: (session: Session) => RecordAudit
  /** Writes an event that stands by itself. */
  record: RecordAudit
  /** Writes a level-1 check; many at once share one commit. */
  recordCheck: RecordCheck
  /** What was answered about a person: under these entries, and to checks of these attestations. */
  findGivenAnswers: (of: { entries: string[]; attestations: string[] }) => Promise<GivenAnswers>
  /** What the doctor asks: whether the trail is whole, and not ahead of a feed that ends with this event. */
  examineOn: (session: Session, lastFeedEvent: number) => Promise<Finding[]>
  /** What the rotation of keys writes anew. */
  sealedColumns: SealedColumn[]
  examineSealsOn: (session: Session) => Promise<Finding[]>
  /** Makes the partitions of this month and the next. */
  makeRoom: () => Promise<void>
  /** Deletes what nobody may keep any longer, of every capability. */
  retention: Retention
  /** Goes on making room, twice a day, and deletes what is due, once. */
  start: () => Job
}

export interface AuditNeeds {
  database: Database
  /** For what takes long, and may. */
  background: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
}

export function wireAudit(needs: AuditNeeds): Audit {
  const { database, vault, clock, chance, log } = needs
  const makeRoom = () => ensurePartitions(database, clock.now())
  const keeping = wireRetention(needs)
  return {
    retention: keeping,
    on: (session) => (event) => insertAuditEvent(session, event, { vault, chance, now: clock.now() }),
    record: (event) =>
      database.transact((session) => insertAuditEvent(session, event, { vault, chance, now: clock.now() })),
    recordCheck: inBatches(async (checks) => {
      try {
        await insertChecks(database, checks, { chance, now: clock.now() })
      } catch (cause) {
        // Fails closed: a check that leaves no trace is not answered.
        throw new Unavailable('audit', { cause })
      }
      return checks.map(() => undefined)
    }),
    findGivenAnswers: (of) => findGivenAnswers(database, vault, of),
    examineOn: async (session, lastFeedEvent) => {
      const month = new Date(clock.now()).toISOString().slice(0, 7)
      return trailFindings(await readTrail(session), { month, lastFeedEvent })
    },
    sealedColumns: sealedColumns(vault),
    examineSealsOn: async (session) =>
      sealFindings('audit_event', await sampleDetails(session, vault, SEAL_SAMPLE)),
    makeRoom,
    start: () => {
      const rooms = async () => {
        await makeRoom()
        return false
      }
      const jobs = [
        every(DAY / 2, rooms, { name: 'auditPartitions', log }),
        every(DAY, keeping.round, { name: 'retention', log }),
      ]
      return {
        stop: async () => {
          await Promise.all(jobs.map((job) => job.stop()))
        },
      }
    },
  }
}

function wireRetention({ background: database, vault, clock, chance }: AuditNeeds): Retention {
  return retention({
    subjects: () => retentionSubjects(database),
    countDue: (subject, now) => countDue(database, subject, now),
    forgetDue: (subject, now, most) => forgetDue(database, subject, { now, most }),
    dropPastMonths: (now) => dropPastMonths(database, now),
    record: (event) =>
      database.transact((session) => insertAuditEvent(session, event, { vault, chance, now: clock.now() })),
    clock,
  })
}
