import { type Json } from './read-json.js'

/** The plain values of the contract (docs/contracts.md §1), judged without the product's code. */
const digits = (text: string) =>
  text !== '' && [...text].every((character) => character >= '0' && character <= '9')

export function isUuid(value: Json): boolean {
  if (typeof value !== 'string') return false
  const groups = value.split('-')
  return groups.map((group) => group.length).join() === '8,4,4,4,12' && /^[0-9a-fA-F]+$/.test(groups.join(''))
}

export function isDay(value: Json): boolean {
  if (typeof value !== 'string' || value.length !== 10 || value[4] !== '-' || value[7] !== '-') return false
  const parts = [value.slice(0, 4), value.slice(5, 7), value.slice(8)]
  if (!parts.every(digits)) return false
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  return year > 0 && day > 0 && day <= lengthOf(year, month)
}

function lengthOf(year: number, month: number): number {
  const leap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** RFC 3339 §5.6 and §5.7, in the years 1 to 9999 of UTC. */
export function isInstant(value: Json): boolean {
  if (typeof value !== 'string') return false
  const [day, time] = [value.slice(0, 10), value.slice(11)]
  const zone = /([Zz]|[+-][0-9]{2}:[0-9]{2})$/.exec(time)?.[0]
  if (zone === undefined || !/^[Tt]$/.test(value.slice(10, 11))) return false
  const clock = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?$/.exec(time.slice(0, -zone.length))
  // The year 0 is one of the calendar here: an offset may lead out of it.
  if (clock === null || !isDay(day.replace(/^0000/, '2000'))) return false
  const [hour, minute, second] = [Number(clock[1]), Number(clock[2]), Number(clock[3])]
  const [zoneHour, zoneMinute] =
    zone.length === 1 ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  if (hour > 23 || minute > 59 || second > 60 || zoneHour > 23 || zoneMinute > 59) return false
  const minutes = hour * 60 + minute - (zone.startsWith('-') ? -1 : 1) * (zoneHour * 60 + zoneMinute)
  if (second === 60 && (((minutes + 1) % 1440) + 1440) % 1440 !== 0) return false
  const year = Number(day.slice(0, 4))
  if (year === 0) return day === '0000-12-31' && minutes + (second === 60 ? 1 : 0) >= 1440
  if (day === '0001-01-01') return minutes >= 0
  return day !== '9999-12-31' || minutes + (second === 60 ? 1 : 0) < 1440
}

/** In odd places a letter counts as its place in this row; digits count as the letters A to J (D.M. 23 December 1976). */
const ODD = 'BAKPLCQDREVOSFTGUHMINJWZYX'
const EVEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function checkCharacterOf(first15: string): string {
  const sum = [...first15].reduce((total, character, index) => {
    const letter = digits(character) ? (EVEN[Number(character)] ?? '') : character
    return total + (index % 2 === 0 ? ODD : EVEN).indexOf(letter)
  }, 0)
  return EVEN[sum % 26] ?? ''
}

export function isCodiceFiscale(value: Json): boolean {
  if (typeof value !== 'string' || value.length !== 16) return false
  const fits = [...value].every((character, index) => {
    if (index === 8) return 'ABCDEHLMPRST'.includes(character)
    return [6, 7, 9, 10, 12, 13, 14].includes(index)
      ? '0123456789LMNPQRSTUV'.includes(character)
      : EVEN.includes(character)
  })
  return fits && value[15] === checkCharacterOf(value.slice(0, 15))
}

export function isText(longest: number) {
  return (value: Json): boolean =>
    typeof value === 'string' && value.length <= longest && /\S/.test(value) && isPrintable(value)
}

function isPrintable(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return false
    if (unit < 0xd800 || unit > 0xdfff) continue
    const second = text.charCodeAt(++index)
    if (unit >= 0xdc00 || !(second >= 0xdc00 && second <= 0xdfff)) return false
  }
  return true
}

export function isPhone(value: Json): boolean {
  if (typeof value !== 'string' || !value.startsWith('+')) return false
  const number = value.slice(1)
  return digits(number) && !number.startsWith('0') && number.length >= 6 && number.length <= 15
}

export function isEmail(value: Json): boolean {
  if (typeof value !== 'string' || value.length > 254 || /\s/.test(value) || !isPrintable(value)) return false
  const [local, domain, ...others] = value.split('@')
  const labels = domain?.split('.') ?? []
  return !!local && others.length === 0 && labels.length > 1 && labels.every((label) => label !== '')
}
