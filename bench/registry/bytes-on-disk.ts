import { statement } from '../../src/db/database.js'
import { type Archive } from '../archive.js'
import { type Figure, thousands } from '../figures.js'
import { TABLES } from './copy.js'

interface TableSize {
  entries: number
  acts: number
  name: string
  rows: number
  indexes: number
}

const SIZES = statement(
  'bench.sizes',
  `select (select count(*) from person)::int as entries, (select count(*) from act)::int as acts, t.name,
     pg_table_size(t.name::regclass)::float8 as rows, pg_indexes_size(t.name::regclass)::float8 as indexes
   from unnest($1::text[]) as t(name)`,
)

/** Bytes on disk an entry and an act, and the tables that they are in. */
export async function bytesOnDisk({ database }: Archive): Promise<Figure[]> {
  const sizes = await database.query<TableSize>(SIZES, [TABLES])
  const { entries, acts } = sizes[0] ?? { entries: NaN, acts: NaN }
  const whole = sizes.reduce((sum, { rows, indexes }) => sum + rows + indexes, 0)
  return [
    {
      name: 'registry',
      what: `bytes on disk an entry (${thousands(entries)}), an act (${thousands(acts)}), everything shared out over one or the other`,
      measured: `${thousands(whole / entries)}, ${thousands(whole / acts)}`,
    },
    ...sizes.map(({ name, rows, indexes }): Figure => ({
      name: 'registry',
      what: `  ${name}: rows, indexes, an entry`,
      measured: `${thousands(rows / entries)}, ${thousands(indexes / entries)}`,
    })),
  ]
}
