import { type Session, statement } from '../db/database.js'
import { identityWords } from '../kernel/person-identity.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type AuthenticatedPerson, identityOf } from './authenticated-person.js'

// Identifiers are random: the first of them are a fair sample.
const SAMPLE = statement(
  'identity.sampleSessions',
  'select id, identity_mac, sealed_identity from session order by id limit $1',
)

export async function sampleSessions(session: Session, vault: Vault, size: number): Promise<SealCheck[]> {
  const rows = await session.query<{ id: string; identity_mac: Buffer; sealed_identity: Buffer }>(SAMPLE, [
    size,
  ])
  return rows.map(({ id, identity_mac, sealed_identity }) =>
    checkSeal(vault, { table: 'session', row: id }, sealed_identity, (person) =>
      vault
        .macs('identity', identityWords(identityOf(JSON.parse(person) as AuthenticatedPerson)))
        .some((mac) => mac.equals(identity_mac)),
    ),
  )
}
