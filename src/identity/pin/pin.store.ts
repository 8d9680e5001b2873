import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Chance } from '../../kernel/chance.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { MOST_WRONG, type PinHolder, WRONG_IN_ROW } from './pin.js'
import { type Counted } from './verify-pin.js'

// One statement counts and reads: of a hundred tries at once each is counted. Every fifth wrong one in a row begins a rest.
const COUNT = statement(
  'identity.countPinTry',
  `update pin_credential set wrong_in_row = wrong_in_row + 1,
     rests_until = case when (wrong_in_row + 1) % ${String(WRONG_IN_ROW)} = 0 then $3::timestamptz else rests_until end
   where holder_mac = any($1::bytea[]) and withdrawn_at is null and wrong_in_row < ${String(MOST_WRONG)}
     and (rests_until is null or rests_until <= $2)
   returning id, sealed_holder`,
)

export async function countPinTry(
  db: Db,
  vault: Vault,
  codiceFiscale: CodiceFiscale,
  { now, restUntil }: { now: Instant; restUntil: Instant },
): Promise<Counted | undefined> {
  const macs = vault.macs('identity', codiceFiscale)
  const rows = await db.query<{ id: string; sealed_holder: Buffer }>(COUNT, [
    macs,
    instantParameter(now),
    instantParameter(restUntil),
  ])
  const [row] = rows
  return row && { id: row.id, holder: JSON.parse(vault.open(place(row.id), row.sealed_holder)) as PinHolder }
}

const FORGIVE = statement(
  'identity.forgivePin',
  'update pin_credential set wrong_in_row = 0, rests_until = null where id = $1',
)

export async function forgivePin(db: Db, id: string): Promise<void> {
  await db.query(FORGIVE, [id])
}

const WITHDRAW = statement(
  'identity.withdrawPins',
  'update pin_credential set withdrawn_at = $1 where withdrawn_at is null',
)

export async function withdrawPins(db: Db, now: Instant): Promise<void> {
  await db.query(WITHDRAW, [instantParameter(now)])
}

const FIND = statement(
  'identity.findPin',
  'select id, sealed_holder from pin_credential where holder_mac = any($1::bytea[])',
)
const PUT = statement(
  'identity.putPin',
  `insert into pin_credential (id, holder_mac, sealed_holder) values ($1, $2, $3)
   on conflict (id) do update set holder_mac = excluded.holder_mac, sealed_holder = excluded.sealed_holder, withdrawn_at = null,
     wrong_in_row = case when $4 then 0 else pin_credential.wrong_in_row end,
     rests_until = case when $4 then null else pin_credential.rests_until end`,
)

/** Puts a PIN in force. One that was locked stays so with the same hash: only a new PIN begins anew. */
export async function putPin(
  db: Db,
  { vault, chance }: { vault: Vault; chance: Chance },
  holder: PinHolder,
): Promise<void> {
  const found = await db.query<{ id: string; sealed_holder: Buffer }>(FIND, [
    vault.macs('identity', holder.codiceFiscale),
  ])
  const [known] = found
  const id = known?.id ?? chance.uuid()
  const former = known && (JSON.parse(vault.open(place(id), known.sealed_holder)) as PinHolder)
  await db.query(PUT, [
    id,
    vault.mac('identity', holder.codiceFiscale),
    vault.seal(place(id), JSON.stringify(holder)),
    former?.hash !== holder.hash,
  ])
}

function place(id: string) {
  return { table: 'pin_credential', row: id }
}
