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
  /** Runs several statements at once; migrations only. */
  script: (text: string) => Promise<void>
}

/**
 * `full`: acknowledged means on disk, on the synchronous replica too. `local`: on this server's disk
 * (level-1 audit: decision 12, Tables).
 */
export type Durability = 'full' | 'local'

export interface Database extends Session {
  engine: 'embedded' | 'server'
  /** Commits what `work` did, or nothing of it. */
  transact: <T>(work: (session: Session) => Promise<T>, durability?: Durability) => Promise<T>
  close: () => Promise<void>
}

/** Names a statement where its text is written. */
export function statement(name: string, text: string): Statement {
  return { name, text }
}
