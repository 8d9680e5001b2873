import { PGlite } from '@electric-sql/pglite'
import { type Instant } from '../kernel/instant.js'
import { type BulkRows, type BulkTable, type ColumnType } from './bulk-table.js'
import { columnReaders, instantParameter } from './column-types.gateway.js'
import { type Database, type Parameter, type Role, type Session, type Statement } from './database.js'

export interface EmbeddedSettings {
  /** A folder on disk, or nothing for a database in memory. */
  folder?: string
  /** What {@link EmbeddedDatabase.dump} gave: opening it is five times faster than beginning from nothing. */
  startFrom?: Blob
  role: Role | undefined
}

export interface EmbeddedDatabase extends Database {
  /** Everything in the database, as a tar archive. */
  dump: () => Promise<Blob>
}

/**
 * Opens PGlite. For demo and development: it runs without fsync, so a power cut may lose what was acknowledged.
 * One session only: a second query waits for the open transaction to end.
 */
export async function openEmbedded(settings: EmbeddedSettings): Promise<EmbeddedDatabase> {
  const db = await PGlite.create({
    ...(settings.folder === undefined ? {} : { dataDir: settings.folder }),
    ...(settings.startFrom === undefined ? {} : { loadDataDir: settings.startFrom }),
    parsers: columnReaders,
  })
  await db.exec(`set TimeZone = 'UTC'; set DateStyle = 'ISO'`)
  if (settings.role) await db.exec(`set role ${settings.role}`)
  return {
    engine: 'embedded',
    ...sessionOn(db),
    transact: (work) => db.transaction((tx) => work(sessionOn(tx))),
    close: () => db.close(),
    dump: () => db.dumpDataDir('none'),
  }
}

function sessionOn(target: Pick<PGlite, 'query' | 'exec'>): Session {
  return {
    query: (statement, parameters) => run(target, statement, parameters),
    insertRows: async (table, rows) => {
      await run(target, insertionOf(table), valuesOf(table, rows))
    },
    script: async (text) => {
      await target.exec(text)
    },
  }
}

/** COPY would end the engine; arrays are nearly as fast on it. */
function insertionOf({ name, columns }: BulkTable<Record<string, ColumnType>>): Statement {
  const names = Object.keys(columns)
  const arrays = names.map((column, index) => `$${String(index + 1)}::${columns[column] ?? ''}[]`)
  const text = `insert into ${name} (${names.join(', ')}) overriding system value
    select ${names.map((column) => `r.${column}`).join(', ')} from unnest(${arrays.join(', ')}) as r(${names.join(', ')})`
  return { name: `insert.${name}`, text }
}

function valuesOf<Columns extends Record<string, ColumnType>>(
  { columns }: BulkTable<Columns>,
  rows: BulkRows<Columns>,
): Parameter[] {
  return Object.keys(columns).map((column) => {
    const values = rows[column] as readonly (Parameter | Instant | null)[]
    return columns[column] === 'timestamptz'
      ? (values as readonly (Instant | null)[]).map((value) => instantParameter(value ?? undefined))
      : values
  })
}

async function run<Row>(
  target: Pick<PGlite, 'query'>,
  { text }: Statement,
  parameters: readonly Parameter[] = [],
): Promise<Row[]> {
  const { rows } = await target.query<Record<string, unknown>>(text, parameters as unknown[])
  for (const row of rows) {
    for (const column in row) {
      const value = row[column]
      if (value instanceof Uint8Array)
        row[column] = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  }
  return rows as Row[]
}
