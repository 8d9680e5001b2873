import { type BulkRows, type BulkTable, type ColumnType } from './bulk-table.js'

/**
 * What the service asks of a database, the same on the embedded engine and on a PostgreSQL server.
 *
 * Columns come back as: `date` text, `timestamptz` {@link Instant}, `bigint` number, `bytea` Buffer, `uuid` text.
 */
export interface Statement {
  /** Unique in the program: the server prepares it once under this name. */
  name: string
  text: string
}

export type Parameter = string | number | boolean | null | Uint8Array | readonly Parameter[]

/** One session: every query of a transaction goes through the one it was opened with. */
export interface Session {
  query: <Row>(statement: Statement, parameters?: readonly Parameter[]) => Promise<Row[]>
  /** Writes many rows at once, with identities of ours where a column has one: by COPY on a server. */
  insertRows: <Columns extends Record<string, ColumnType>>(
    table: BulkTable<Columns>,
    rows: BulkRows<Columns>,
  ) => Promise<void>
  /** Runs several statements at once; migrations only. */
  script: (text: string) => Promise<void>
}

export interface Database extends Session {
  engine: 'embedded' | 'server'
  /** Commits what `work` did, or nothing of it. */
  transact: <T>(work: (session: Session) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** What a connection may do once it is open (migrations/0000-roles.sql). */
export type Role = 'attesta_app' | 'attesta_retention' | 'attesta_resealer'

/** Names a statement where its text is written. */
export function statement(name: string, text: string): Statement {
  return { name, text }
}
