import { type Session, statement } from '../db/database.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'

// Identifiers are random: the first of them are a fair sample.
const SAMPLE = statement(
  'notification.samplePhones',
  'select id, sealed_phone, phone_mac from confirmed_phone order by id limit $1',
)

export async function samplePhones(session: Session, vault: Vault, size: number): Promise<SealCheck[]> {
  const rows = await session.query<{ id: string; sealed_phone: Buffer; phone_mac: Buffer }>(SAMPLE, [size])
  return rows.map(({ id, sealed_phone, phone_mac }) =>
    checkSeal(vault, { table: 'confirmed_phone', row: id }, sealed_phone, (phone) =>
      vault.macs('phone', phone).some((mac) => mac.equals(phone_mac)),
    ),
  )
}
