import { fault, type Finding, RESTORE_AGAIN } from '../kernel/finding.js'
import { compareSchemas, isReadable, type SchemaPart } from './compare-schemas.js'
import { type SequenceFact } from './snapshot.js'

/** How the migrations of a database differ from those of this code. */
export interface MigrationsApart {
  /** Of this code, not applied. */
  missing: string[]
  /** Applied, and not of this code: the database is of a later version. */
  unknown: number[]
  /** Applied with other words. */
  changed: string[]
}

export interface DatabasePorts {
  readState: () => Promise<{ recovering: boolean; ours: boolean; prepared: number }>
  compareMigrations: () => Promise<MigrationsApart>
  /** The schema that the migrations make. */
  readBlueprint: () => Promise<SchemaPart[]>
  readSchema: () => Promise<SchemaPart[]>
  findUnguardedPartitions: () => Promise<string[]>
  findInvalidIndexes: () => Promise<string[]>
}

export type DatabaseExamination =
  /** The database has the schema of this code, whatever else is wrong: its rows can be looked at. */
  | { kind: 'readable'; findings: Finding[] }
  /** It has not: to look further would only fail. */
  | { kind: 'foreign'; findings: Finding[] }

/** Looks at the database as such: its state, its migrations, its schema, roles and grants. */
export async function examineDatabase(ports: DatabasePorts): Promise<DatabaseExamination> {
  const { recovering, ours, prepared } = await ports.readState()
  const findings = [...stateFindings(recovering, prepared)]
  if (!ours) return { kind: 'foreign', findings: [...findings, EMPTY] }
  const apart = migrationFindings(await ports.compareMigrations())
  if (apart.length > 0) return { kind: 'foreign', findings: [...findings, ...apart] }
  const [expected, actual] = [await ports.readBlueprint(), await ports.readSchema()]
  findings.push(...compareSchemas(expected, actual))
  for (const name of await ports.findUnguardedPartitions()) findings.push(unguarded(name))
  for (const name of await ports.findInvalidIndexes()) findings.push(invalid(name))
  return { kind: isReadable(expected, actual) ? 'readable' : 'foreign', findings }
}

const EMPTY = fault(
  'migrations.none',
  'No migration was ever applied here: this database is empty, or another one.',
  'Look at DATABASE_URL; for a new database run attesta migrate, for a lost one restore a backup.',
)

function stateFindings(recovering: boolean, prepared: number): Finding[] {
  const findings: Finding[] = []
  if (recovering)
    findings.push(
      fault(
        'server.recovering',
        'The server is a standby, or waits at the end of its recovery: nothing can be written.',
        'Where the restored moment is the right one: select pg_promote().',
      ),
    )
  if (prepared > 0)
    findings.push(
      fault(
        'server.preparedTransactions',
        `${String(prepared)} prepared transactions hold their locks; this service makes none.`,
        'Look at pg_prepared_xacts, and end each with commit prepared or rollback prepared.',
      ),
    )
  return findings
}

function migrationFindings({ missing, unknown, changed }: MigrationsApart): Finding[] {
  return [
    ...missing.map((name) =>
      fault('migrations.missing', `The migration ${name} is not applied.`, 'Run attesta migrate.'),
    ),
    ...unknown.map((number) =>
      fault(
        'migrations.unknown',
        `The migration ${String(number)} was applied by a later version of this service.`,
        'Start the version that applied it, or a later one.',
      ),
    ),
    ...changed.map((name) =>
      fault(
        'migrations.changed',
        `The migration ${name} was applied with other words than this code has.`,
        'Start the version whose migrations these are: a released migration is never edited.',
      ),
    ),
  ]
}

function unguarded(name: string): Finding {
  return fault(
    'partition.unguarded',
    `The partition ${name} lacks a trigger of its table, or can be written past it.`,
    `Find out who changed it: its rows may no longer be those that were written. ${RESTORE_AGAIN}`,
  )
}

function invalid(name: string): Finding {
  return fault('index.invalid', `The index ${name} is not valid.`, `Run: reindex index ${name}.`)
}

/** A sequence behind its rows gives numbers that are taken: every new row would fail. */
export function sequenceFindings(sequences: SequenceFact[]): Finding[] {
  return sequences
    .filter(({ last, used }) => last < used)
    .map(({ name, last, used }) =>
      fault(
        'sequence.behind',
        `The sequence of ${name} stands at ${String(last)}, but a row holds ${String(used)}.`,
        `Run: select setval(pg_get_serial_sequence(${name
          .split('.')
          .map((word) => `'${word}'`)
          .join(', ')}), ${String(used)}).`,
      ),
    )
}
