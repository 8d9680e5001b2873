import { HOUR, type Instant, later } from '../kernel/instant.js'
import { type Phone } from './message.js'
import { isItalianMobile, parsePhone } from './phone.js'

/** For how long a new number receives no codes: whoever swapped a SIM must not be faster than its owner (T81). */
export const PHONE_REST = 72 * HOUR

/** What the register said about the number, each time it said something. */
export interface RegisterPhone {
  cellulare: string | undefined
  since: Instant
}

/** A number that the holder gave and confirmed by a code. */
export interface ConfirmedPhone {
  phone: Phone
  since: Instant
}

export interface KnownPhones {
  register: RegisterPhone[]
  confirmed: ConfirmedPhone[]
}

export type ReachablePhone =
  | { kind: 'reachable'; phone: Phone }
  | { kind: 'none' }
  /** Changed less than three days ago: codes go nowhere, and the previous number is told. */
  | { kind: 'resting'; phone: Phone; previous: Phone; since: Instant; until: Instant }

/** The number to which codes may be sent at `now`, if any. */
export function reachablePhone(known: KnownPhones, now: Instant): ReachablePhone {
  const { current, previous } = currentPhone(known, now)
  if (current === undefined || !isItalianMobile(current.phone)) return { kind: 'none' }
  const until = later(current.since, PHONE_REST)
  if (previous === undefined || until <= now) return { kind: 'reachable', phone: current.phone }
  return { kind: 'resting', phone: current.phone, previous, since: current.since, until }
}

interface Held extends ConfirmedPhone {
  source: 'register' | 'confirmed'
}

/**
 * The number in use, and the last different one before it. The newest word decides: a number the holder confirmed
 * prevails until the register names another. A registration that repeats its number says nothing new about it, and one
 * that leaves the number out takes back only what the register itself had said.
 */
export function currentPhone(
  { register, confirmed }: KnownPhones,
  now: Instant,
): { current: ConfirmedPhone | undefined; previous: Phone | undefined } {
  let current: Held | undefined
  let last: Phone | undefined
  let previous: Phone | undefined
  let registered: Phone | undefined

  const hold = (held: Held) => {
    if (held.phone === current?.phone) return
    if (last !== undefined && last !== held.phone) previous = last
    current = held
    last = held.phone
  }

  for (const word of wordsInOrder(register, confirmed, now)) {
    if (word.source === 'confirmed') hold(word)
    else if (word.phone !== registered) {
      registered = word.phone
      if (word.phone !== undefined) hold({ ...word, phone: word.phone })
      else if (current?.source === 'register') current = undefined
    }
  }
  return { current, previous }
}

type Word =
  { source: 'register'; phone: Phone | undefined; since: Instant } | (Held & { source: 'confirmed' })

/** What was said by `now`; where the register speaks of the future only, its first word counts (docs/contracts.md §2). */
function wordsInOrder(register: RegisterPhone[], confirmed: ConfirmedPhone[], now: Instant): Word[] {
  const past = register.filter(({ since }) => since <= now)
  const first = [...register].sort((one, other) => one.since - other.since).slice(0, 1)
  const words: Word[] = [
    ...(past.length > 0 ? past : first).map(({ cellulare, since }) => ({
      source: 'register' as const,
      phone: parsePhone(cellulare),
      since,
    })),
    ...confirmed.map((word) => ({ ...word, source: 'confirmed' as const })),
  ]
  return words.sort((one, other) => one.since - other.since)
}
