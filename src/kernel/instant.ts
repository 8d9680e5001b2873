/** A point in time: milliseconds since 1970-01-01T00:00:00Z, fractions down to the microsecond. */
export type Instant = number & { readonly brand: 'Instant' }

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

/** Reads an RFC 3339 §5.6 date-time, offset included. Returns `undefined` for anything else. */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC3339.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = match
  const leapSecond = second === '60'
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  date.setUTCHours(Number(hour), Number(minute), Number(second))
  const offset =
    (sign === '-' ? -1 : 1) * (Number(offsetHour ?? 0) * HOUR + Number(offsetMinute ?? 0) * MINUTE)
  const whole = date.getTime() - offset
  // RFC 3339 §5.7: a leap second ends a UTC day, nothing else has a second 60.
  if (leapSecond && whole % DAY !== 0) return undefined
  const micros = Number((fraction ?? '').slice(0, 6).padEnd(6, '0'))
  return (whole + micros / 1000) as Instant
}

/** Writes an instant as RFC 3339 in UTC, with microseconds where there are any. */
export function formatInstant(instant: Instant): string {
  const whole = Math.floor(instant)
  const iso = new Date(whole).toISOString()
  const micros = Math.round((instant - whole) * 1000)
  return micros === 0 ? iso : iso.replace('Z', `${String(micros).padStart(3, '0')}Z`)
}

export function later(instant: Instant, milliseconds: number): Instant {
  return (instant + milliseconds) as Instant
}
