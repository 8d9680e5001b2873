import { HOUR, type Instant, parseInstant } from './instant.js'
import { type LegalDay } from './legal-day.js'

/** Tells the time. The only two questions that anybody may ask about it. */
export interface Clock {
  now: () => Instant
  /** The day in Europe/Rome: a revision date turns at midnight there, wherever the machine stands. */
  today: () => LegalDay
}

const ROME_DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

const ROME_HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Rome',
  hour: '2-digit',
  hour12: false,
})

/** The legal day of an instant: the civil date in Europe/Rome. */
export function romeDay(instant: Instant): LegalDay {
  return ROME_DAY.format(instant) as LegalDay
}

/** The instant at which a legal day begins in Europe/Rome: one or two hours before that of UTC. */
export function startOfRomeDay(day: LegalDay): Instant {
  const midnight = parseInstant(`${day}T00:00:00Z`) ?? NaN
  const summer = (midnight - 2 * HOUR) as Instant
  return romeDay(summer) === day ? summer : ((midnight - HOUR) as Instant)
}

/** The hour of the day in Europe/Rome, 0–23. */
export function romeHour(instant: Instant): number {
  return Number(ROME_HOUR.format(instant)) % 24
}

/** A clock that asks `now` for the instant: the machine's, or a test's. */
export function clockOf(now: () => Instant): Clock {
  let dayOfMinute: { minute: number; day: LegalDay } | undefined
  return {
    now,
    today: () => {
      // Formatting costs microseconds on every scan; a legal day can only turn on a full minute.
      const instant = now()
      const minute = Math.floor(instant / 60_000)
      if (dayOfMinute?.minute !== minute) dayOfMinute = { minute, day: romeDay(instant) }
      return dayOfMinute.day
    },
  }
}
