import { type Session, statement } from '../db/database.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type SealedDelegation } from './delegation.store.js'

// Of all entries ever tied to the one that named: a change of code may have come between.
const OF_NO_HOLDER = statement(
  'representation.countOfNoHolder',
  `select count(*) as count from delegation d
   where not exists (select from x_dossier(array[d.holder]) e where e.type = 'persona.registrata')`,
)

/** How many were given by somebody whom the registry does not know, or knows as no holder: only as one who acts. */
export async function countOfNoHolder(session: Session): Promise<number> {
  const [row] = await session.query<{ count: number }>(OF_NO_HOLDER)
  return row?.count ?? 0
}

// Identifiers are random: the first of them are a fair sample.
const SAMPLE = statement(
  'representation.sampleDelegations',
  'select id, delegate_mac, sealed_delegation from delegation order by id limit $1',
)

/** Opens some delegations, and makes their look-up codes again. */
export async function sampleDelegations(session: Session, vault: Vault, size: number): Promise<SealCheck[]> {
  const rows = await session.query<{ id: string; delegate_mac: Buffer; sealed_delegation: Buffer }>(SAMPLE, [
    size,
  ])
  return rows.map(({ id, delegate_mac: mac, sealed_delegation: sealed }) =>
    checkSeal(vault, { table: 'delegation', row: id }, sealed, (clear) =>
      vault.macs('identity', (JSON.parse(clear) as SealedDelegation).delegate).some((one) => one.equals(mac)),
    ),
  )
}
