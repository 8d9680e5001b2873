import { type Session, statement } from '../db/database.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type ServiceFacts } from './counter-service.js'

// Identifiers are random: the first of them are a fair sample.
const SAMPLE = statement(
  'counter.sampleServices',
  'select id, clerk_mac, sealed_service from counter_service order by id limit $1',
)

export async function sampleServices(session: Session, vault: Vault, size: number): Promise<SealCheck[]> {
  const rows = await session.query<{ id: string; clerk_mac: Buffer; sealed_service: Buffer }>(SAMPLE, [size])
  return rows.map(({ id, clerk_mac, sealed_service }) =>
    checkSeal(vault, { table: 'counter_service', row: id }, sealed_service, (service) =>
      vault
        .macs('identity', (JSON.parse(service) as ServiceFacts).clerk.codiceFiscale)
        .some((mac) => mac.equals(clerk_mac)),
    ),
  )
}
