import { type Session, statement } from '../db/database.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'

const OF_NOBODY = statement(
  'attestation.countOfNobody',
  `select count(*) as count from attestation a
   where not exists (select from x_codice_fiscale c where c.person = a.person)`,
)

/** How many belong to a person whom the registry does not know. */
export async function countOfNobody(session: Session): Promise<number> {
  const [row] = await session.query<{ count: number }>(OF_NOBODY)
  return row?.count ?? 0
}

// Identifiers are random: the first of them are a fair sample.
const SAMPLE = statement(
  'attestation.sampleTokens',
  'select id, token_hash, sealed_token from attestation order by id limit $1',
)

export async function sampleTokens(session: Session, vault: Vault, size: number): Promise<SealCheck[]> {
  const rows = await session.query<{ id: string; token_hash: Buffer; sealed_token: Buffer }>(SAMPLE, [size])
  return rows.map(({ id, token_hash, sealed_token }) =>
    checkSeal(vault, { table: 'attestation', row: id }, sealed_token, (token) =>
      vault.digest(token).equals(token_hash),
    ),
  )
}
