import { Bug } from '../kernel/failures.js'
import { type Parameter, type Session, type Statement, statement } from './database.js'

/** What the rotation of keys asks of the vault. */
export interface Seals {
  /** The name of the key that seals now. */
  current: string
  open: (place: { table: string; row: string }, sealed: Uint8Array) => string
  seal: (place: { table: string; row: string }, clear: string) => Buffer
}

/** Where a capability keeps sealed values; names only, written down in its own store. */
export interface SealedColumnNames {
  table: string
  column: string
  /** A unique column by which the rows are walked through, and its type. */
  key: string
  keyType: keyof typeof BEFORE_ALL
  /** What the seal is bound to beside the table, as an expression; the key's own text where it is left out. */
  row?: string
}

/** What else of a row is made of what is sealed, and is made anew with it. */
export interface MadeOfIt {
  /** Look-up codes in the same row; `undefined` leaves the one that is there. */
  lookUps?: Record<string, (clear: string) => Buffer | undefined>
  /** Look-up codes in other rows. */
  beside?: (session: Session, opened: Opened[]) => Promise<void>
}

export interface Opened {
  key: Parameter
  clear: string
}

/** How one batch went. */
export interface Resealed {
  done: number
  /** Values that no key of ours opens: altered, or sealed with a key that is gone. They stay as they are. */
  closed: number
  /** Where the next batch begins; absent at the end of the table. */
  next: Parameter | undefined
}

/** A column of sealed values, for the rotation of keys. */
export interface SealedColumn {
  table: string
  column: string
  /** How many values each key has sealed. */
  count: (session: Session) => Promise<Map<string, number>>
  /** Seals anew the next values that another key than the current one has sealed. */
  reseal: (session: Session, from: Parameter | undefined, size: number) => Promise<Resealed>
}

const BEFORE_ALL = {
  bigint: 0,
  uuid: '00000000-0000-0000-0000-000000000000',
  bytea: Buffer.alloc(0),
} as const

/** The statements that count and rewrite one column of sealed values. */
export function sealedColumn(names: SealedColumnNames, seals: Seals, made: MadeOfIt = {}): SealedColumn {
  const { table, column, keyType } = names
  const lookUps = Object.entries(made.lookUps ?? {})
  const statements = statementsOf(
    names,
    lookUps.map(([name]) => name),
  )
  return {
    table,
    column,
    count: async (session) => {
      const rows = await session.query<{ kid: string; count: number }>(statements.count)
      return new Map(rows.map(({ kid, count }) => [kid, count]))
    },
    reseal: async (session, from, size) => {
      const kid = Buffer.from(seals.current, 'latin1')
      const asked = [from ?? BEFORE_ALL[keyType], kid, size]
      const rows = await session.query<{ key: Parameter; row: string; sealed: Buffer }>(
        statements.next,
        asked,
      )
      const opened = rows.flatMap(({ key, row, sealed }) => openedOr(seals, { table, row }, key, sealed))
      if (opened.length > 0) {
        await session.query(statements.put, [
          opened.map(({ key }) => key),
          opened.map(({ place, clear }) => seals.seal(place, clear)),
          ...lookUps.map(([, make]) => opened.map(({ clear }) => make(clear) ?? null)),
        ])
        await made.beside?.(session, opened)
      }
      return {
        done: opened.length,
        closed: rows.length - opened.length,
        next: rows.length < size ? undefined : rows.at(-1)?.key,
      }
    },
  }
}

function openedOr(
  { open }: Seals,
  place: { table: string; row: string },
  key: Parameter,
  sealed: Buffer,
): (Opened & { place: typeof place })[] {
  try {
    return [{ place, key, clear: open(place, sealed) }]
  } catch (error) {
    if (error instanceof Bug) return []
    throw error
  }
}

// A seal begins with the length of its key's name, and the name (vault.gateway.ts). The rows are walked by their key, so
// that a table is read once; a row that somebody else holds is left to the next walk: nobody ever waits for this and for
// another row in turn.
function statementsOf(
  { table, column, key, keyType, row = `${key}::text` }: SealedColumnNames,
  lookUps: string[],
): Record<'count' | 'next' | 'put', Statement> {
  const name = `${table}.${column}`
  const kid = `substring(${column} from 2 for get_byte(${column}, 0))`
  const sets = lookUps.map((code) => `, ${code} = coalesce(n.${code}, t.${code})`).join('')
  const given = lookUps.map((_, index) => `, $${String(index + 3)}::bytea[]`).join('')
  const named = lookUps.map((code) => `, ${code}`).join('')
  return {
    count: statement(
      `reseal.count.${name}`,
      `select encode(${kid}, 'escape') as kid, count(*) as count from ${table} where ${column} is not null group by 1`,
    ),
    next: statement(
      `reseal.next.${name}`,
      `select ${key} as key, ${row} as row, ${column} as sealed from ${table}
       where ${key} > $1::${keyType} and ${column} is not null and ${kid} <> $2::bytea
       order by ${key} limit $3 for no key update skip locked`,
    ),
    put: statement(
      `reseal.put.${name}`,
      `update ${table} t set ${column} = n.sealed${sets}
       from unnest($1::${keyType}[], $2::bytea[]${given}) as n(key, sealed${named}) where t.${key} = n.key`,
    ),
  }
}
