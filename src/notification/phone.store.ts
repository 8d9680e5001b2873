import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type PhoneTry } from './confirm-phone-change.js'
import { type Phone } from './message.js'
import { type ConfirmedPhone } from './reachable-phone.js'
import { type PhoneConfirmation } from './request-phone-change.js'

const LOCK = statement('phone.lock', `select pg_advisory_xact_lock(hashtext('phone/' || $1))`)

/** Two requests about one person wait for each other until the transaction ends. */
export async function lockPhonesOf(session: Session, person: string): Promise<void> {
  await session.query(LOCK, [person])
}

const FIND_CONFIRMED = statement(
  'phone.findConfirmed',
  'select id, sealed_phone, confirmed_at from confirmed_phone where person = any($1::uuid[]) order by confirmed_at',
)

/** The numbers that a person confirmed under any of their register entries, oldest first. */
export async function findConfirmedPhones(
  session: Session,
  vault: Vault,
  entries: string[],
): Promise<ConfirmedPhone[]> {
  const rows = await session.query<{ id: string; sealed_phone: Buffer; confirmed_at: Instant }>(
    FIND_CONFIRMED,
    [entries],
  )
  return rows.map(({ id, sealed_phone, confirmed_at }) => ({
    phone: vault.open({ table: 'confirmed_phone', row: id }, sealed_phone) as Phone,
    since: confirmed_at,
  }))
}

const INSERT_CONFIRMED = statement(
  'phone.insertConfirmed',
  'insert into confirmed_phone (id, person, sealed_phone, phone_mac, confirmed_at) values ($1, $2, $3, $4, $5)',
)

export async function insertConfirmedPhone(
  session: Session,
  { vault, chance }: { vault: Vault; chance: Chance },
  { person, phone, since }: ConfirmedPhone & { person: string },
): Promise<void> {
  const id = chance.uuid()
  await session.query(INSERT_CONFIRMED, [
    id,
    person,
    vault.seal({ table: 'confirmed_phone', row: id }, phone),
    vault.mac('phone', phone),
    instantParameter(since),
  ])
}

const FIND_REQUESTS = statement(
  'phone.findRequests',
  'select requested_at from phone_confirmation where person = any($1::uuid[]) and requested_at > $2 order by requested_at',
)

export async function findRequestsSince(
  session: Session,
  entries: string[],
  since: Instant,
): Promise<Instant[]> {
  const rows = await session.query<{ requested_at: Instant }>(FIND_REQUESTS, [
    entries,
    instantParameter(since),
  ])
  return rows.map(({ requested_at }) => requested_at)
}

const END_LIVE = statement(
  'phone.endLive',
  `update phone_confirmation set state = 'replaced', code_mac = null
   where person = any($1::uuid[]) and state = 'requested'`,
)
const INSERT_CONFIRMATION = statement(
  'phone.insertConfirmation',
  `insert into phone_confirmation (id, person, sealed_phone, code_mac, state, requested_at, expires_at)
   values ($1, $2, $3, $4, 'requested', $5, $6)`,
)

/** One live confirmation a person: an earlier one ends. */
export async function replaceConfirmation(
  session: Session,
  vault: Vault,
  entries: string[],
  { id, person, phone, code, requestedAt, expiresAt }: PhoneConfirmation,
): Promise<void> {
  await session.query(END_LIVE, [entries])
  await session.query(INSERT_CONFIRMATION, [
    id,
    person,
    vault.seal({ table: 'phone_confirmation', row: id }, phone),
    macOf(vault, id, code),
    instantParameter(requestedAt),
    instantParameter(expiresAt),
  ])
}

const FIND_LAST = statement(
  'phone.findLast',
  `select id from phone_confirmation where person = any($1::uuid[]) order by requested_at desc limit 1`,
)

// Check and spend in one act: ten parallel tries are still three.
const SPEND = statement(
  'phone.spendTry',
  `update phone_confirmation set tries = tries + 1,
     state = case when code_mac = any($2::bytea[]) then 'confirmed' when tries + 1 >= $4 then 'exhausted' else state end,
     code_mac = case when code_mac = any($2::bytea[]) or tries + 1 >= $4 then null else code_mac end
   where id = $1 and state = 'requested' and expires_at > $3 and tries < $4
   returning person, sealed_phone, tries, state`,
)
const FIND_STATE = statement('phone.findState', 'select state from phone_confirmation where id = $1')

/** Spends one try of the newest confirmation. */
export async function spendPhoneTry(
  session: Session,
  vault: Vault,
  asked: { entries: string[]; code: string; now: Instant; mostTries: number },
): Promise<PhoneTry> {
  const [last] = await session.query<{ id: string }>(FIND_LAST, [asked.entries])
  if (!last) return { kind: 'none' }
  const { id } = last
  const [spent] = await session.query<{ person: string; sealed_phone: Buffer; tries: number; state: string }>(
    SPEND,
    [id, macsOf(vault, id, asked.code), instantParameter(asked.now), asked.mostTries],
  )
  if (!spent) {
    const [row] = await session.query<{ state: string }>(FIND_STATE, [id])
    return {
      kind: row?.state === 'requested' ? 'expired' : row?.state === 'exhausted' ? 'exhausted' : 'none',
    }
  }
  if (spent.state === 'exhausted') return { kind: 'exhausted' }
  if (spent.state === 'requested') return { kind: 'wrong', triesLeft: asked.mostTries - spent.tries }
  const phone = vault.open({ table: 'phone_confirmation', row: id }, spent.sealed_phone) as Phone
  return { kind: 'right', phone, person: spent.person }
}

/** While keys are being rotated, a code may be kept under another. */
function macsOf(vault: Vault, id: string, code: string): Buffer[] {
  return vault.macs('approvalCode', `${id}:${code}`)
}

function macOf(vault: Vault, id: string, code: string): Buffer {
  return vault.mac('approvalCode', `${id}:${code}`)
}
