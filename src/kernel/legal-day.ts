/** A day of the civil calendar, `YYYY-MM-DD`: compares as text. */
export type LegalDay = string & { readonly brand: 'LegalDay' }

/** Reads `YYYY-MM-DD`; `undefined` where the calendar has no such day. */
export function parseLegalDay(text: string): LegalDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return text as LegalDay
}

/** The first day on which a person born on `birth` has that age; 29 February becomes 1 March in a common year. */
export function birthday(birth: LegalDay, age: number): LegalDay {
  const year = Number(birth.slice(0, 4)) + age
  const monthDay = birth.slice(4) === '-02-29' && !isLeap(year) ? '-03-01' : birth.slice(4)
  return `${String(year).padStart(4, '0')}${monthDay}` as LegalDay
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** How many days after one another comes; less than none where it comes before. */
export function daysBetween(day: LegalDay, other: LegalDay): number {
  return Math.round((Date.parse(`${other}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000)
}

/** The day after; nothing after the last day that has four digits, which registers write for “for ever”. */
export function dayAfter(day: LegalDay): LegalDay | undefined {
  return day === '9999-12-31' ? undefined : shifted(day, 1)
}

/** The day before; nothing before the first. */
export function dayBefore(day: LegalDay): LegalDay | undefined {
  return day === '0000-01-01' ? undefined : shifted(day, -1)
}

function shifted(day: LegalDay, days: number): LegalDay {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10) as LegalDay
}
