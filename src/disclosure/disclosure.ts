import { type Instant, later, MINUTE } from '../kernel/instant.js'
import { type Locale } from '../messages/locale.js'
import { type Consenter } from '../representation/find-consenters.js'
import { type TwoWords } from './two-words.js'

/** How long a code, and with it a request, is good for (T22; NIST SP 800-63B-4 §3.1.3.3: ten minutes). */
export const REQUEST_LIFE = 10 * MINUTE
/** How long the degree can be read (decision 12, D9). */
export const SHOWN_FOR = 10 * MINUTE
export const MOST_TRIES = 3

/** In whose name and why, as the holder reads it. What was typed freely is never vouched for (decision 12, D10). */
export type AskedFor =
  | {
      kind: 'enrolled'
      body: { id: string; name: string; smsLabel: string }
      purpose: { id: string; label: Record<Locale, string>; legalBasis: string; smsLabel: string }
    }
  | { kind: 'stated'; body: string; purpose: string }

export interface Asking {
  /** Name and surname of who asks. */
  operator: string
  for: AskedFor
}

/** Who says yes for the holder, by name, and on what ground. */
export type ConsenterNamed = Pick<Consenter, 'name' | 'ground'>

/** What is the same in every state. */
interface Ask {
  id: string
  reference: string
  /** Smallest register entry of the human being. */
  holder: string
  attestation: string
  /** The session that asked: nobody else is shown anything. */
  session: string
  asking: Asking
  words: TwoWords
  /** Where the code went, and whose number it is; absent where none could be sent. */
  codeSentTo:
    { lastThree: string; owner?: string | undefined; consenter?: ConsenterNamed | undefined } | undefined
  requestedAt: Instant
  expiresAt: Instant
  /** How many times the holder was asked: once, and at every resend. */
  asks: number
}

/** Waits for the holder's word. */
export interface Requested extends Ask {
  state: 'requested'
  tries: number
}

/** The holder approved, by saying the code or on their own pages. */
export interface Confirmed extends Ask {
  state: 'confirmed'
  decidedAt: Instant
  approvedBy: 'code' | 'ownPages'
  showing: { since: Instant | undefined; until: Instant; times: number }
}

/** The holder said no; they need not say why. */
export interface Refused extends Ask {
  state: 'refused'
  decidedAt: Instant
}

/** Nobody decided in time. */
export interface Expired extends Ask {
  state: 'expired'
  decidedAt: Instant
}

/** Three wrong codes. */
export interface Exhausted extends Ask {
  state: 'exhausted'
  decidedAt: Instant
}

export type Disclosure = Requested | Confirmed | Refused | Expired | Exhausted
export type Decided = Exclude<Disclosure, Requested>

export function isLapsed({ expiresAt }: Requested, now: Instant): boolean {
  return expiresAt <= now
}

/** Approved on the holder's own pages: the ten minutes begin, though nothing has been seen yet. */
export function approve(request: Requested, now: Instant): Confirmed {
  const showing = { since: undefined, until: later(now, SHOWN_FOR), times: 0 }
  return { ...ended(request), state: 'confirmed', decidedAt: now, approvedBy: 'ownPages', showing }
}

export function refuse(request: Requested, now: Instant): Refused {
  return { ...ended(request), state: 'refused', decidedAt: now }
}

/** Ends a request that lapsed, or that another of the same operator takes the place of. */
export function expire(request: Requested, now: Instant): Expired {
  return { ...ended(request), state: 'expired', decidedAt: isLapsed(request, now) ? request.expiresAt : now }
}

function ended({ tries: _, ...ask }: Requested): Omit<Requested, 'tries' | 'state'> {
  return ask
}
