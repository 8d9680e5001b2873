import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { unreachable } from '../kernel/failures.js'
import { HOUR, type Instant, later, SECOND } from '../kernel/instant.js'
import { type Log } from '../kernel/log.js'
import { type Phone } from './message.js'

/** Something taken from the outbox: nobody else sends it before the lease ends. */
export interface Leased {
  /** Travels to the gateway as the idempotency key: a message sent twice is one message. */
  id: string
  uselessAfter: Instant
  /** This one included. */
  attempts: number
}

export interface LeasedMessage extends Leased {
  to: Phone
  text: string
}

export type SendOutcome =
  | { kind: 'delivered' }
  /** The gateway will never take it. */
  | { kind: 'refused'; failure: string }
  /** Perhaps later. It may have left all the same: then the idempotency key keeps it from leaving twice. */
  | { kind: 'failed'; failure: string }
  /** Not tried at all: the gateway is known to be away until then. */
  | { kind: 'held'; until: Instant }

export type SendText = (message: Pick<LeasedMessage, 'id' | 'to' | 'text'>) => Promise<SendOutcome>

export interface DeliverPorts<Kind extends Leased = LeasedMessage> {
  claimMessages: (limit: number, leaseUntil: Instant) => Promise<Kind[]>
  markDelivered: (id: string) => Promise<void>
  markFailed: (id: string, failure: string, nextAttemptAt: Instant) => Promise<void>
  markHeld: (id: string, nextAttemptAt: Instant) => Promise<void>
  markAbandoned: (id: string, failure: string) => Promise<void>
  countDeliveredSince: (since: Instant) => Promise<number>
  send: (message: Kind) => Promise<SendOutcome>
  /** How many may leave in an hour before we believe that somebody is spending our money (T57). */
  mostPerHour: number
  /** What is warned of then. */
  heldWarning: string
  /** How many are sent at the same time, and for how long nobody else takes them. */
  batch?: { size: number; lease: number }
  clock: Clock
  chance: Chance
  log: Log
}

const BATCH = { size: 50, lease: 60 * SECOND }
const MOST_ATTEMPTS = 15
const LONGEST_BACK_OFF = HOUR

/**
 * Sends what waits in the outbox, one batch. Returns how many messages were looked at: fewer than a batch means that
 * nothing is left for now. At least once: a message whose delivery could not be noted is sent again, under the same key.
 */
export function deliverMessages<Kind extends Leased>(ports: DeliverPorts<Kind>) {
  return async (): Promise<number> => {
    const { clock, claimMessages, countDeliveredSince, mostPerHour, heldWarning, log } = ports
    const { size, lease } = ports.batch ?? BATCH
    const messages = await claimMessages(size, later(clock.now(), lease))
    if (messages.length === 0) return 0
    const room = mostPerHour - (await countDeliveredSince(later(clock.now(), -HOUR)))
    if (room < messages.length) log('service.warning', { warning: heldWarning, count: mostPerHour })
    await Promise.all(
      messages.map((message, place) =>
        place < room ? deliver(message, ports) : ports.markHeld(message.id, later(clock.now(), 60 * SECOND)),
      ),
    )
    return messages.length
  }
}

async function deliver<Kind extends Leased>(message: Kind, ports: DeliverPorts<Kind>): Promise<void> {
  const { clock, log, markDelivered, markFailed, markHeld, markAbandoned, send } = ports
  const abandon = async (failure: string) => {
    await markAbandoned(message.id, failure)
    log('outbox.abandoned', { failure })
  }
  if (message.uselessAfter <= clock.now()) return abandon('useless')
  const outcome = await send(message)
  switch (outcome.kind) {
    case 'delivered':
      await markDelivered(message.id)
      log('outbox.delivered', { count: message.attempts })
      return
    case 'refused':
      return abandon(outcome.failure)
    case 'held':
      return markHeld(message.id, outcome.until)
    case 'failed':
      if (message.attempts >= MOST_ATTEMPTS) return abandon(outcome.failure)
      await markFailed(
        message.id,
        outcome.failure,
        later(clock.now(), backOff(message.attempts, ports.chance)),
      )
      log('outbox.failed', { failure: outcome.failure, count: message.attempts })
      return
    default:
      return unreachable(outcome)
  }
}

/** Two seconds, doubled at each attempt, and up to half as much again, so that many do not come back together. */
function backOff(attempts: number, chance: Chance): number {
  const base = Math.min(2 * SECOND * 2 ** (attempts - 1), LONGEST_BACK_OFF)
  return base + chance.below(base / 2)
}
