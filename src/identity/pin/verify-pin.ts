import { type Clock } from '../../kernel/clock.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant, later, MINUTE } from '../../kernel/instant.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'
import { mayUsePin, type PinHolder, REST_MINUTES } from './pin.js'

export interface VerifyPinPorts {
  /** The holder, one try counted before the PIN is looked at; nothing where there is none, or it rests. */
  countTry: (
    codiceFiscale: CodiceFiscale,
    when: { now: Instant; restUntil: Instant },
  ) => Promise<Counted | undefined>
  /** The count begins anew. */
  forgive: (id: string) => Promise<void>
  /** Compares with a hash, or with one of nobody's: either takes the same work. Throws `Unavailable` beyond its queue. */
  isRight: (hash: string | undefined, pin: string) => Promise<boolean>
  setting: 'exemptHolders' | 'operatorsToo'
  clock: Clock
}

export interface Counted {
  id: string
  holder: PinHolder
}

/** The person, or nothing: an unknown code, a wrong PIN, one that rests or is not exempt any more get the same answer. */
export type VerifyPin = (typed: {
  codiceFiscale: CodiceFiscale
  pin: string
}) => Promise<AuthenticatedPerson | undefined>

/**
 * The same steps for everybody: one look-up that counts, one hash. Counting comes first, so that a hundred tries at once
 * are still a hundred tries.
 */
export function verifyPin({ countTry, forgive, isRight, setting, clock }: VerifyPinPorts): VerifyPin {
  return async ({ codiceFiscale, pin }) => {
    const now = clock.now()
    const counted = await countTry(codiceFiscale, { now, restUntil: later(now, REST_MINUTES * MINUTE) })
    const right = await isRight(counted?.holder.hash, pin)
    if (!counted || !right || !mayUsePin(counted.holder, { setting, today: clock.today() })) return undefined
    await forgive(counted.id)
    const { nome, cognome } = counted.holder
    return { codiceFiscale, nome, cognome, method: 'pin', level: 1, provider: 'PIN', at: clock.now() }
  }
}
