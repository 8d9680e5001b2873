import { type Shows } from '../attestation/attestation.js'
import { type Token } from '../attestation/token.js'
import { type Session, statement } from '../db/database.js'
import { type Instant } from '../kernel/instant.js'
import { type DossierRow, toDossier } from '../registry/recorded-event.js'
import { type Vault } from '../vault/vault.js'
import { type FoundAttestation } from './view-status.js'

interface FoundRow extends DossierRow {
  place: number
  attestation: string
  shows: Shows
  ended_at: Instant | null
  expires_at: Instant | null
  sealed_body: Buffer | null
}

// One round trip for all that a scan needs, whoever owns the rows (docs/architecture.md).
const FIND_BY_TOKENS = statement(
  'verification.findByTokens',
  `with found as (
     select asked.place, a.id as attestation, a.person, a.shows, a.ended_at, a.expires_at
     from unnest($1::bytea[]) with ordinality as asked(token_hash, place)
     join x_attestation a on a.token_hash = asked.token_hash
   )
   select f.place, f.attestation, f.shows, f.ended_at, f.expires_at,
     d.start, d.person, d.code_mac, d.seq, d.event_id, d.type, d.occurred_at, d.sealed_body, d.other_person
   from found f
   join x_dossier((select array_agg(person) from found)) d on d.start = f.person`,
)

/** Where many tokens lead, in their order; `undefined` for one that leads nowhere. */
export async function findByTokens(
  session: Session,
  vault: Vault,
  tokens: Token[],
): Promise<(FoundAttestation | undefined)[]> {
  const rows = await session.query<FoundRow>(FIND_BY_TOKENS, [tokens.map((token) => vault.digest(token))])
  const byPlace = tokens.map((): FoundRow[] => [])
  for (const row of rows) byPlace[row.place - 1]?.push(row)
  return byPlace.map((own) => {
    const [first] = own
    return (
      first && {
        id: first.attestation,
        shows: first.shows,
        endedAt: first.ended_at ?? undefined,
        expiresAt: first.expires_at ?? undefined,
        dossier: toDossier(first.start, own, vault.open),
      }
    )
  })
}
