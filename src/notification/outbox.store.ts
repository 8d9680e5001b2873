import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { Bug } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { assertOneMessage } from '../messages/gsm7.js'
import { type Vault } from '../vault/vault.js'
import { type LeasedMessage } from './deliver-messages.js'
import { type Phone, type TextMessage } from './message.js'
import { isItalianMobile } from './phone.js'

const placeOf = (id: string) => ({ table: 'outbox', row: id })

const INSERT = statement(
  'outbox.insert',
  `insert into outbox (id, deduplication, channel, sealed_payload, created_at, useless_after, next_attempt_at)
   values ($1, $2, 'sms', $3, $4, $5, $4) on conflict (deduplication) do nothing`,
)

/** Puts a message into the outbox, in the caller's transaction. A number that is no Italian mobile gets nothing (T56). */
export async function insertMessage(
  session: Session,
  { to, text, deduplication, uselessAfter }: TextMessage,
  { vault, chance, now }: { vault: Vault; chance: Chance; now: Instant },
): Promise<void> {
  assertOneMessage(text)
  if (!isItalianMobile(to)) return
  const id = chance.uuid()
  const sealed = vault.seal(placeOf(id), JSON.stringify({ to, text }))
  await session.query(INSERT, [
    id,
    deduplication,
    sealed,
    instantParameter(now),
    instantParameter(uselessAfter),
  ])
}

// SKIP LOCKED: two services that claim at once take different rows, and neither waits.
const CLAIM = statement(
  'outbox.claim',
  `update outbox set lease_until = $2, attempts = attempts + 1
   where id in (
     select id from outbox
     where delivered_at is null and abandoned_at is null and next_attempt_at <= $1
       and (lease_until is null or lease_until <= $1)
     order by next_attempt_at limit $3 for update skip locked)
   returning id, sealed_payload, useless_after, attempts`,
)

/** Takes the oldest messages that are due, and keeps them from everyone else until the lease ends. */
export async function claimMessages(
  session: Session,
  vault: Vault,
  { now, leaseUntil, limit }: { now: Instant; leaseUntil: Instant; limit: number },
): Promise<LeasedMessage[]> {
  const rows = await session.query<{
    id: string
    sealed_payload: Buffer | null
    useless_after: Instant
    attempts: number
  }>(CLAIM, [instantParameter(now), instantParameter(leaseUntil), limit])
  return rows.map(({ id, sealed_payload, useless_after, attempts }) => {
    if (sealed_payload === null) throw new Bug('a waiting message has no payload')
    const { to, text } = JSON.parse(vault.open(placeOf(id), sealed_payload)) as { to: Phone; text: string }
    return { id, to, text, uselessAfter: useless_after, attempts }
  })
}

const DELIVERED = statement(
  'outbox.markDelivered',
  `update outbox set delivered_at = $2, sealed_payload = null, lease_until = null, last_failure = null where id = $1`,
)
const FAILED = statement(
  'outbox.markFailed',
  `update outbox set lease_until = null, last_failure = $2, next_attempt_at = $3
   where id = $1 and delivered_at is null and abandoned_at is null`,
)
// Not tried: it does not count as an attempt.
const HELD = statement(
  'outbox.markHeld',
  `update outbox set lease_until = null, next_attempt_at = $2, attempts = attempts - 1
   where id = $1 and delivered_at is null and abandoned_at is null`,
)
const ABANDONED = statement(
  'outbox.markAbandoned',
  `update outbox set abandoned_at = $3, sealed_payload = null, lease_until = null, last_failure = $2
   where id = $1 and delivered_at is null`,
)

/** Nothing of the message is left once it has gone (decision 12, D6). */
export async function markDelivered(session: Session, id: string, now: Instant): Promise<void> {
  await session.query(DELIVERED, [id, instantParameter(now)])
}

export async function markFailed(
  session: Session,
  id: string,
  failure: string,
  next: Instant,
): Promise<void> {
  await session.query(FAILED, [id, failure, instantParameter(next)])
}

export async function markHeld(session: Session, id: string, next: Instant): Promise<void> {
  await session.query(HELD, [id, instantParameter(next)])
}

export async function markAbandoned(
  session: Session,
  id: string,
  failure: string,
  now: Instant,
): Promise<void> {
  await session.query(ABANDONED, [id, failure, instantParameter(now)])
}

const COUNT_DELIVERED = statement(
  'outbox.countDelivered',
  'select count(*)::integer as count from outbox where delivered_at > $1',
)

export async function countDeliveredSince(session: Session, since: Instant): Promise<number> {
  const [row] = await session.query<{ count: number }>(COUNT_DELIVERED, [instantParameter(since)])
  return row?.count ?? 0
}
