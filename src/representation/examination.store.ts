import { type Session, statement } from '../db/database.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type SealedDelegation } from './delegation.store.js'

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
