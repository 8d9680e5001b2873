import { type Instant, formatInstant, parseInstant } from '../kernel/instant.js'
import { Bug } from '../kernel/failures.js'
import { type Parameter } from './database.js'

/** How both drivers read the types we use, by PostgreSQL's type number (`pg_type.oid`). */
export const columnReaders: Record<number, (text: string) => unknown> = {
  20: Number, // int8: our sequences stay far below 2^53
  1082: (text) => text, // date
  1184: readTimestamp, // timestamptz
}

function readTimestamp(text: string): Instant {
  // ISO style with the session in UTC: `2026-11-25 09:27:31.123456+00`
  const instant = parseInstant(text.replace(' ', 'T').replace(/\+00$/, 'Z'))
  if (instant === undefined) throw new Bug('a timestamp outside the years 1 to 9999')
  return instant
}

/** How an instant travels to the database. */
export function instantParameter(instant: Instant | undefined): Parameter {
  return instant === undefined ? null : formatInstant(instant)
}
