import { dayOf, type Day } from './calendar.js'
import { COLUMNS } from './surnames.js'

/**
 * Where a person of the world stands among all codici fiscali that the world may use.
 *
 * Nobody's: the place is one that the land register never gave. Its codes begin with A to M for municipalities and
 * with Z for foreign countries; these begin with N to Y.
 *
 * Unique by construction, with nothing remembered: person and slot are tied one to one, a slot is a place, a day of the
 * year and a column of surnames, and all three are read in the code (surnames of two columns never share their three
 * letters). So a code says whose it is. Year, first name, sex and the surname within its column are free.
 */
export interface Slot {
  /** The place in the code; the `corrected` one stands in the second code of who has two. */
  place: string
  correctedPlace: string
  month: number
  day: number
  /** Of the lists of surnames. */
  column: number
  /** A number that is this person's alone. */
  number: number
}

const FIRST_PLACES = 'NPRTVX'
const CORRECTED_PLACES = 'OQSUWY'
const PLACES = FIRST_PLACES.length * 1000
const DAYS = 365

/** So many people have a code of their own. */
export const CAPACITY = PLACES * DAYS * COLUMNS

/** Near the golden section of the capacity, and without a common factor: neighbours stand far apart. */
export const STRIDE = 21_655_901

export function slotOf(person: number, offset: number): Slot {
  const number = (person * STRIDE + offset) % CAPACITY
  const rest = Math.floor(number / DAYS)
  const place = Math.floor(rest / COLUMNS)
  const [letter, digits] = [Math.floor(place / 1000), String(place % 1000).padStart(3, '0')]
  const { month, day } = DAYS_OF_YEAR[number % DAYS] ?? { month: 1, day: 1 }
  return {
    place: FIRST_PLACES.charAt(letter) + digits,
    correctedPlace: CORRECTED_PLACES.charAt(letter) + digits,
    month,
    day,
    column: rest % COLUMNS,
    number,
  }
}

/** The day of birth in a year; of who stands on 28 February some are born on the 29th, where there is one. */
export function birthIn(year: number, { month, day }: Slot, leapling: boolean): Day {
  const isLeap = year % 4 === 0 && year !== 1900
  return dayOf(year, month, leapling && isLeap && month === 2 && day === 28 ? 29 : day)
}

const DAYS_OF_YEAR = Array.from({ length: DAYS }, (_, index) => {
  const date = new Date(Date.UTC(2001, 0, 1 + index))
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() }
})
