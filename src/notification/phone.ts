import { type Phone } from './message.js'

export type PhoneReading = { kind: 'read'; phone: Phone } | { kind: 'empty' } | { kind: 'notAPhone' }

const E164 = /^\+[1-9]\d{6,14}$/

/** Reads a number written in E.164, as the register has it. */
export function parsePhone(text: string | undefined): Phone | undefined {
  return text !== undefined && E164.test(text) ? (text as Phone) : undefined
}

/** Reads a number as a person types it: with spaces or dashes, with `00` for `+`, without the Italian prefix. */
export function readTypedPhone(text: string): PhoneReading {
  const digits = text.replace(/[\s().\-–/]/g, '')
  if (digits === '') return { kind: 'empty' }
  const written = digits.replace(/^00/, '+')
  const phone = parsePhone(written.startsWith('+') ? written : `+39${written}`)
  return phone === undefined ? { kind: 'notAPhone' } : { kind: 'read', phone }
}

/**
 * Whether messages may go to a number: Italian mobile numbers begin with 3 and have nine or ten digits (Piano nazionale
 * di numerazione, AGCOM resolution 8/15/CIR). Landlines, premium services and foreign numbers are blocked (T56).
 */
export function isItalianMobile(phone: Phone): boolean {
  return /^\+393\d{8,9}$/.test(phone)
}

/** All that a page may show of a number. */
export function lastThree(phone: Phone): string {
  return phone.slice(-3)
}
