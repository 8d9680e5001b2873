import { DAY as MILLISECONDS } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'

/** A day as a number: 0 is Monday 1 January 1883. */
export type Day = number

const START = Date.UTC(1883, 0, 1)
/** The last year that a date of the world may name: revisions are planned years ahead. */
const LAST_YEAR = 2060

export function dayOf(year: number, month: number, day: number): Day {
  return (Date.UTC(year, month - 1, day) - START) / MILLISECONDS
}

/** Nothing is recorded before, nothing after: the world ends on a day of its own, never on the machine's. */
export const FIRST_DAY = dayOf(1990, 1, 8)
export const LAST_DAY = dayOf(2026, 11, 20)

const TEXTS = Array.from({ length: dayOf(LAST_YEAR + 1, 1, 1) }, (_, day) =>
  new Date(START + day * MILLISECONDS).toISOString().slice(0, 10),
)

export function textOf(day: Day): LegalDay {
  return TEXTS[day] as LegalDay
}

const YEARS = Int16Array.from(TEXTS, (text) => Number(text.slice(0, 4)))

export function yearOf(day: Day): number {
  return YEARS[day] ?? NaN
}

/** Whole years since a birth, to the day or two: enough to choose what a board would look at. */
export function ageOn(day: Day, birth: Day): number {
  return Math.floor((day - birth) / 365.2425)
}

/** Benefits begin on the first of the month after the application (L. 118/1971 art. 12 c. 3). */
export function firstOfNextMonth(day: Day): Day {
  return NEXT_MONTHS[day] ?? NaN
}

const NEXT_MONTHS = Int32Array.from(TEXTS, (text) =>
  dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)) + 1, 1),
)

/** That day, or the Monday after. */
export function workday(day: Day): Day {
  const weekday = day % 7
  return weekday < 5 ? day : day + 7 - weekday
}

/** RFC 3339 in Europe/Rome. */
export function instantText(day: Day, secondOfDay: number): string {
  const [hours, minutes] = [Math.floor(secondOfDay / 3600), Math.floor(secondOfDay / 60) % 60]
  return `${textOf(day)}T${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(secondOfDay % 60)}${offsetOn(day)}`
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

function twoDigits(number: number): string {
  return TWO_DIGITS[number] ?? ''
}

/** In office hours of summer time: from the last Sunday of March to that of October (until 1995, of September). */
const OFFSETS = TEXTS.map((text, day) => {
  const [year, month] = text.split('-').map(Number) as [number, number]
  const lastMonth = year < 1996 ? 9 : 10
  if (month < 3 || month > lastMonth) return '+01:00'
  if (month === 3) return day >= lastSunday(year, 3) ? '+02:00' : '+01:00'
  return month < lastMonth || day < lastSunday(year, lastMonth) ? '+02:00' : '+01:00'
})

function offsetOn(day: Day): string {
  return OFFSETS[day] ?? '+01:00'
}

function lastSunday(year: number, month: number): Day {
  const last = dayOf(year, month + 1, 1) - 1
  return last - ((last + 1) % 7)
}
