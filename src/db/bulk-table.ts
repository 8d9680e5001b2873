import { type Instant } from '../kernel/instant.js'

/** What one column of a bulk insert holds, by its PostgreSQL type. */
export interface ColumnValues {
  bigint: number
  integer: number
  uuid: string
  text: string
  timestamptz: Instant
  bytea: Buffer
}
export type ColumnType = keyof ColumnValues

/** A table that many rows are written to at once; declared in the `.store` of the capability that owns it. */
export interface BulkTable<Columns extends Record<string, ColumnType>> {
  name: string
  columns: Columns
}

/** Rows by column, all of the same length: `null` where a row has no value. */
export type BulkRows<Columns extends Record<string, ColumnType>> = {
  [Column in keyof Columns]: readonly (ColumnValues[Columns[Column]] | null)[]
}

/** Names a table and the columns that are written, where the statements about it stand. */
export function bulkTable<Columns extends Record<string, ColumnType>>(
  name: string,
  columns: Columns,
): BulkTable<Columns> {
  return { name, columns }
}
