import { type Clock } from '../kernel/clock.js'
import { unreachable } from '../kernel/failures.js'
import { type Instant, later } from '../kernel/instant.js'
import { type Phone } from './message.js'
import { type ConfirmedPhone, currentPhone, PHONE_REST } from './reachable-phone.js'
import { type PhoneOwner } from './request-phone-change.js'

export const PHONE_TRIES = 3

/** What one try of the code came to; the try is spent by the same statement that judges it. */
export type PhoneTry =
  | { kind: 'right'; person: string; phone: Phone }
  | { kind: 'wrong'; triesLeft: number }
  | { kind: 'exhausted' }
  | { kind: 'expired' }
  | { kind: 'none' }

/** Who acted, as the audit keeps it. */
export interface PhoneChanged {
  kind: 'phone.changed'
  person: string
  method?: string
  level?: number
  actingFor?: string
}

export interface PhoneConfirmPorts {
  spendPhoneTry: (asked: {
    entries: string[]
    code: string
    now: Instant
    mostTries: number
  }) => Promise<PhoneTry>
  findConfirmedPhones: (entries: string[]) => Promise<ConfirmedPhone[]>
  insertConfirmedPhone: (confirmed: ConfirmedPhone & { person: string }) => Promise<void>
  tellOldNumber: TellOldNumber
  recordAudit: (event: PhoneChanged) => Promise<void>
}

/** Tells the number that was in use before that it no longer is. */
export type TellOldNumber = (previous: Phone, change: { person: string; since: Instant }) => Promise<void>

export interface PhoneConfirmUse {
  transact: <T>(work: (ports: PhoneConfirmPorts) => Promise<T>) => Promise<T>
  clock: Clock
}

export type PhoneConfirmOutcome =
  /** The number is held from now; it receives codes from `codesFrom` on (T81). */
  { kind: 'confirmed'; codesFrom: Instant | undefined } | Exclude<PhoneTry, { kind: 'right' }>

/** Takes a new number into use, once its owner has read the code there; the old number is told. */
export function confirmPhoneChange({ transact, clock }: PhoneConfirmUse) {
  return ({
    owner,
    code,
    acting,
  }: {
    owner: PhoneOwner
    code: string
    acting: Omit<PhoneChanged, 'kind' | 'person'>
  }): Promise<PhoneConfirmOutcome> =>
    transact(async (ports) => {
      const now = clock.now()
      const tried = await ports.spendPhoneTry({ entries: owner.entries, code, now, mostTries: PHONE_TRIES })
      switch (tried.kind) {
        case 'wrong':
        case 'exhausted':
        case 'expired':
        case 'none':
          return tried
        case 'right': {
          const { phone, person } = tried
          const confirmed = await ports.findConfirmedPhones(owner.entries)
          const before = currentPhone({ register: owner.register, confirmed }, now).current
          await ports.insertConfirmedPhone({ person, phone, since: now })
          await ports.recordAudit({ kind: 'phone.changed', person, ...acting })
          if (before === undefined) return { kind: 'confirmed', codesFrom: undefined }
          await ports.tellOldNumber(before.phone, { person, since: now })
          return { kind: 'confirmed', codesFrom: later(now, PHONE_REST) }
        }
        default:
          return unreachable(tried)
      }
    })
}
