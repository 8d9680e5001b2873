import { type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { type Locale } from './locale.js'

const ZONE = 'Europe/Rome'
const TAG: Record<Locale, string> = { it: 'it-IT', en: 'en-GB' }

/** `1° marzo 2021`, `1 March 2021`. */
export function formatDay(locale: Locale, day: LegalDay): string {
  const [year, month, date] = day.split('-').map(Number)
  const name = new Intl.DateTimeFormat(TAG[locale], { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2001, (month ?? 1) - 1, 1),
  )
  const first = locale === 'it' && date === 1 ? '1°' : String(date)
  return `${first} ${name} ${String(year)}`
}

/** `Lunedì 23 novembre 2026`, `Monday 23 November 2026`: the day of an instant in Europe/Rome. */
export function formatWeekday(locale: Locale, instant: Instant): string {
  const text = new Intl.DateTimeFormat(TAG[locale], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: ZONE,
  })
    .format(instant)
    .replace(',', '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `10:32` in Europe/Rome. */
export function formatTime(locale: Locale, instant: Instant): string {
  return new Intl.DateTimeFormat(TAG[locale], { hour: '2-digit', minute: '2-digit', timeZone: ZONE }).format(
    instant,
  )
}

/** `22 novembre` in Europe/Rome. */
export function formatDate(locale: Locale, instant: Instant): string {
  return new Intl.DateTimeFormat(TAG[locale], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: ZONE,
  }).format(instant)
}
