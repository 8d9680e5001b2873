import { type App } from '../app.js'
import { type Database, type Session } from '../db/database.js'
import {
  countRows,
  findInvalidIndexes,
  findUnguardedPartitions,
  holdStill,
  readFirstMonths,
  readSequences,
  readState,
} from '../db/examination.store.js'
import { examineDatabase, sequenceFindings } from '../db/examine-database.js'
import { compareMigrations } from '../db/migrate.gateway.js'
import { readSchema } from '../db/schema.store.js'
import { type SchemaPart } from '../db/compare-schemas.js'
import { compareWithSnapshot, type Present, type Snapshot } from '../db/snapshot.js'
import { Unavailable } from '../kernel/failures.js'
import { fault, type Finding, note, RESTORE_AGAIN } from '../kernel/finding.js'

export interface ExaminationChoices {
  /** Whether sealed values are opened: where backups are made, the keys are not. */
  withKeys: boolean
  /** What the database held at an earlier moment. */
  against?: Snapshot | undefined
  readBlueprint: () => Promise<SchemaPart[]>
}

export interface Examination {
  findings: Finding[]
  /** What is there; absent where the rows could not be looked at. */
  present: Present | undefined
}

/** Looks at everything in one moment of the database, from its schema up to the rows of each capability. */
export async function examine(
  app: App,
  database: Database,
  choices: ExaminationChoices,
): Promise<Examination> {
  try {
    return await database.transact(async (session) => {
      await holdStill(session)
      const { kind, findings } = await examineDatabase(portsOn(session, choices))
      if (kind === 'foreign') return { findings: [...findings, ROWS_SKIPPED], present: undefined }
      const rows = await examineRows(app, session, choices)
      return { ...rows, findings: [...findings, ...rows.findings] }
    })
  } catch (error) {
    return { findings: [whyUnreadable(error)], present: undefined }
  }
}

function portsOn(session: Session, { readBlueprint }: ExaminationChoices) {
  return {
    readState: () => readState(session),
    compareMigrations: () => compareMigrations(session),
    readBlueprint,
    readSchema: () => readSchema(session),
    findUnguardedPartitions: () => findUnguardedPartitions(session),
    findInvalidIndexes: () => findInvalidIndexes(session),
  }
}

async function examineRows(
  { registry, audit, attestation, representation, notification, identity, counter }: App,
  session: Session,
  { withKeys, against }: ExaminationChoices,
): Promise<{ findings: Finding[]; present: Present }> {
  const { findings: records, lastEvent } = await registry.examineOn(session)
  const upTo = against?.marks['feed_event']?.upTo ?? lastEvent
  const present: Present = {
    tables: await countRows(session),
    sequences: await readSequences(session),
    firstMonths: await readFirstMonths(session),
    marks: { feed_event: await registry.markFeedOn(session, upTo) },
  }
  const findings = [
    ...sequenceFindings(present.sequences),
    ...records,
    ...(await audit.examineOn(session, lastEvent)),
    ...(await attestation.examineOn(session)),
    ...(await representation.examineOn(session)),
    ...(against === undefined ? [] : compareWithSnapshot(against, present)),
  ]
  if (!withKeys) return { findings: [...findings, KEYS_SKIPPED], present }
  const sealing = [registry, audit, attestation, representation, notification, identity, counter]
  for (const { examineSealsOn } of sealing) findings.push(...(await examineSealsOn(session)))
  return { findings, present }
}

const ROWS_SKIPPED = note(
  'skipped.rows',
  'The rows were not looked at: the schema is not the one that this code reads.',
)
const KEYS_SKIPPED = note('skipped.keys', 'No sealed value was opened, as asked: the keys are not proved.')

/** A database that cannot be read is a finding, too; what the server said may quote a row, and is not repeated. */
function whyUnreadable(error: unknown): Finding {
  if (error instanceof Unavailable)
    return fault(
      'server.unreachable',
      'The database does not answer.',
      'Look at DATABASE_URL, the server and its log.',
    )
  const { code } = error as { code?: unknown }
  const sqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : ''
  if (sqlState === '42501' || /^(28|3D)/.test(sqlState))
    return fault(
      'server.denied',
      `This user may not read the database (SQLSTATE ${sqlState}).`,
      'Run the doctor as the user that runs attesta migrate, on the same database.',
    )
  // Broken files: internal errors, and those of the system below.
  if (/^(XX|58)/.test(sqlState))
    return fault('rows.unreadable', `The server cannot read all rows (SQLSTATE ${sqlState}).`, RESTORE_AGAIN)
  throw error
}
