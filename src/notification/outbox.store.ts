import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { Bug } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { assertOneMessage } from '../messages/gsm7.js'
import { type Vault } from '../vault/vault.js'
import { type Leased, type LeasedMessage } from './deliver-messages.js'
import { fateOf, type LetterFate, type LetterReference, type LetterToSend } from './mail.js'
import { type Phone, type TextMessage } from './message.js'
import { isItalianMobile } from './phone.js'

const placeOf = (id: string) => ({ table: 'outbox', row: id })

const INSERT = statement(
  'outbox.insert',
  `insert into outbox (id, deduplication, channel, sealed_payload, created_at, useless_after, next_attempt_at)
   values ($1, $2, $6, $3, $4, $5, $4) on conflict (deduplication) do nothing`,
)

export type Channel = 'sms' | 'email'

interface Writing {
  vault: Vault
  chance: Chance
  now: Instant
}

/** Puts a message into the outbox, in the caller's transaction. A number that is no Italian mobile gets nothing (T56). */
export async function insertMessage(
  session: Session,
  { to, text, deduplication, uselessAfter }: TextMessage,
  writing: Writing,
): Promise<void> {
  assertOneMessage(text)
  if (!isItalianMobile(to)) return
  await insert(session, 'sms', { payload: { to, text }, deduplication, uselessAfter }, writing)
}

/** Puts a letter into the outbox, in the caller's transaction: what it is about, sealed, and not what it says. */
export async function insertLetter(
  session: Session,
  { reference, deduplication, uselessAfter }: LetterToSend,
  writing: Writing,
): Promise<void> {
  await insert(session, 'email', { payload: { reference }, deduplication, uselessAfter }, writing)
}

async function insert(
  session: Session,
  channel: Channel,
  { payload, deduplication, uselessAfter }: { payload: object; deduplication: string; uselessAfter: Instant },
  { vault, chance, now }: Writing,
): Promise<void> {
  const id = chance.uuid()
  await session.query(INSERT, [
    id,
    deduplication,
    vault.seal(placeOf(id), JSON.stringify(payload)),
    instantParameter(now),
    instantParameter(uselessAfter),
    channel,
  ])
}

// SKIP LOCKED: two services that claim at once take different rows, and neither waits.
const CLAIM = statement(
  'outbox.claim',
  `update outbox set lease_until = $2, attempts = attempts + 1
   where id in (
     select id from outbox
     where channel = $4 and delivered_at is null and abandoned_at is null and next_attempt_at <= $1
       and (lease_until is null or lease_until <= $1)
     order by next_attempt_at limit $3 for update skip locked)
   returning id, sealed_payload, useless_after, attempts`,
)

interface Claiming {
  now: Instant
  leaseUntil: Instant
  limit: number
}

/** Takes the oldest messages that are due, and keeps them from everyone else until the lease ends. */
export function claimMessages(session: Session, vault: Vault, claiming: Claiming): Promise<LeasedMessage[]> {
  return claim<{ to: Phone; text: string }>(session, vault, 'sms', claiming)
}

export type LeasedLetter = Leased & { reference: LetterReference }

/** The same for letters. */
export function claimLetters(session: Session, vault: Vault, claiming: Claiming): Promise<LeasedLetter[]> {
  return claim<{ reference: LetterReference }>(session, vault, 'email', claiming)
}

async function claim<Payload>(
  session: Session,
  vault: Vault,
  channel: Channel,
  { now, leaseUntil, limit }: Claiming,
): Promise<(Leased & Payload)[]> {
  const rows = await session.query<{
    id: string
    sealed_payload: Buffer | null
    useless_after: Instant
    attempts: number
  }>(CLAIM, [instantParameter(now), instantParameter(leaseUntil), limit, channel])
  return rows.map(({ id, sealed_payload, useless_after, attempts }) => {
    if (sealed_payload === null) throw new Bug('a waiting message has no payload')
    const payload = JSON.parse(vault.open(placeOf(id), sealed_payload)) as Payload
    return { ...payload, id, uselessAfter: useless_after, attempts }
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
  'select count(*)::integer as count from outbox where delivered_at > $1 and channel = $2',
)

export async function countDeliveredSince(
  session: Session,
  since: Instant,
  channel: Channel = 'sms',
): Promise<number> {
  const [row] = await session.query<{ count: number }>(COUNT_DELIVERED, [instantParameter(since), channel])
  return row?.count ?? 0
}

const FATE = statement(
  'outbox.findFate',
  'select delivered_at, abandoned_at, last_failure from outbox where deduplication = $1',
)

/** What became of a letter; nothing where none was enqueued under this key. */
export async function findFate(session: Session, deduplication: string): Promise<LetterFate | undefined> {
  const [row] = await session.query<Parameters<typeof fateOf>[0]>(FATE, [deduplication])
  return row && fateOf(row)
}
