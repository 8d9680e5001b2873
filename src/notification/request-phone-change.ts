import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { DAY, type Instant, later, MINUTE } from '../kernel/instant.js'
import { type Locale } from '../messages/locale.js'
import { type EnqueueMessage, type Phone } from './message.js'
import { isItalianMobile, lastThree, readTypedPhone } from './phone.js'
import { type ConfirmedPhone, currentPhone, type RegisterPhone } from './reachable-phone.js'

/** A code on its way to the number that the holder wants to use. */
export interface PhoneConfirmation {
  id: string
  person: string
  phone: Phone
  code: string
  requestedAt: Instant
  expiresAt: Instant
}

/** Whose number it is: their register entries, and what the register said about the number. */
export interface PhoneOwner {
  /** The entry under which it is recorded. */
  person: string
  /** All entries that are this human being. */
  entries: string[]
  register: RegisterPhone[]
}

export interface PhoneRequestPorts {
  lockPhonesOf: (person: string) => Promise<void>
  findConfirmedPhones: (entries: string[]) => Promise<ConfirmedPhone[]>
  findRequestsSince: (entries: string[], since: Instant) => Promise<Instant[]>
  /** Ends an earlier one: a person has one live confirmation. */
  replaceConfirmation: (entries: string[], confirmation: PhoneConfirmation) => Promise<void>
  enqueue: EnqueueMessage
}

export interface PhoneRequestUse {
  transact: <T>(work: (ports: PhoneRequestPorts) => Promise<T>) => Promise<T>
  /** The words of the message that carries the code, in the language of who asked for it. */
  newNumberText: (locale: Locale, code: string) => string
  clock: Clock
  chance: Chance
}

export type PhoneRequestOutcome =
  | { kind: 'sent'; lastThree: string; expiresAt: Instant }
  | { kind: 'empty' }
  | { kind: 'notAPhone' }
  /** Messages go to Italian mobiles only. */
  | { kind: 'notAMobile' }
  | { kind: 'sameNumber' }
  | { kind: 'tooMany'; until: Instant }

export const PHONE_CODE_LIFE = 10 * MINUTE
const WINDOW = 15 * MINUTE
const MOST_IN_WINDOW = 3
const MOST_IN_A_DAY = 6

/** Sends a code to a number that the holder typed: it counts once they have read it there. */
export function requestPhoneChange({ transact, newNumberText, clock, chance }: PhoneRequestUse) {
  return async ({
    owner,
    typed,
    locale,
  }: {
    owner: PhoneOwner
    typed: string
    locale: Locale
  }): Promise<PhoneRequestOutcome> => {
    const reading = readTypedPhone(typed)
    if (reading.kind !== 'read') return reading
    const { phone } = reading
    if (!isItalianMobile(phone)) return { kind: 'notAMobile' }
    return transact(async (ports) => {
      const now = clock.now()
      await ports.lockPhonesOf(owner.person)
      const confirmed = await ports.findConfirmedPhones(owner.entries)
      if (currentPhone({ register: owner.register, confirmed }, now).current?.phone === phone)
        return { kind: 'sameNumber' }
      const until = tooManyUntil(await ports.findRequestsSince(owner.entries, later(now, -DAY)), now)
      if (until !== undefined) return { kind: 'tooMany', until }
      const confirmation = {
        id: chance.uuid(),
        person: owner.person,
        phone,
        code: String(chance.below(1_000_000)).padStart(6, '0'),
        requestedAt: now,
        expiresAt: later(now, PHONE_CODE_LIFE),
      }
      await ports.replaceConfirmation(owner.entries, confirmation)
      await ports.enqueue({
        to: phone,
        text: newNumberText(locale, confirmation.code),
        deduplication: `newNumber:${confirmation.id}`,
        uselessAfter: confirmation.expiresAt,
      })
      return { kind: 'sent', lastThree: lastThree(phone), expiresAt: confirmation.expiresAt }
    })
  }
}

/** Three in a quarter of an hour and six in a day: enough for a slip, too few to bomb somebody (T24). */
function tooManyUntil(requests: Instant[], now: Instant): Instant | undefined {
  const recent = requests.filter((at) => at > later(now, -WINDOW))
  const [firstOfDay] = requests.slice(-MOST_IN_A_DAY)
  if (requests.length >= MOST_IN_A_DAY && firstOfDay !== undefined) return later(firstOfDay, DAY)
  const [first] = recent.slice(-MOST_IN_WINDOW)
  return recent.length >= MOST_IN_WINDOW && first !== undefined ? later(first, WINDOW) : undefined
}
