import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { type Vault } from '../vault/vault.js'
import { type Delegation } from './delegation.js'

interface Row {
  id: string
  holder: string
  sealed_delegation: Buffer
  named_at: Instant
  until: LegalDay | null
  revoked_at: Instant | null
}

/** What only the seal holds. */
export interface SealedDelegation {
  delegate: CodiceFiscale
  name: string
}

const COLUMNS = 'id, holder, sealed_delegation, named_at, until, revoked_at'

const FIND_OF_DELEGATE = statement(
  'representation.findOfDelegate',
  `select ${COLUMNS} from delegation where delegate_mac = any($1::bytea[]) and revoked_at is null`,
)

/** Those not revoked that name somebody by one of these look-up codes. */
export async function findOfDelegate(session: Session, vault: Vault, macs: Buffer[]): Promise<Delegation[]> {
  return (await session.query<Row>(FIND_OF_DELEGATE, [macs])).map((row) => read(row, vault))
}

const FIND_OF_HOLDER = statement(
  'representation.findOfHolder',
  `select ${COLUMNS} from delegation where holder = any($1::uuid[]) order by named_at desc, id`,
)

/** All that these entries ever named, the newest first. */
export async function findOfHolder(session: Session, vault: Vault, entries: string[]): Promise<Delegation[]> {
  return (await session.query<Row>(FIND_OF_HOLDER, [entries])).map((row) => read(row, vault))
}

// Two that name at once count each other: of one holder, and of one delegate.
const LOCK = statement('representation.lock', `select pg_advisory_xact_lock(hashtext('delegation/' || $1))`)

export async function lockDelegations(session: Session, about: string[]): Promise<void> {
  for (const one of [...about].sort()) await session.query(LOCK, [one])
}

const INSERT = statement(
  'representation.insertDelegation',
  `insert into delegation (id, holder, delegate_mac, sealed_delegation, named_at, until)
   values ($1, $2, $3, $4, $5, $6::date)`,
)

export async function insertDelegation(
  session: Session,
  vault: Vault,
  { id, holder, delegate, name, namedAt, until }: Delegation,
): Promise<void> {
  const sealed: SealedDelegation = { delegate, name }
  await session.query(INSERT, [
    id,
    holder,
    vault.mac('identity', delegate),
    vault.seal({ table: 'delegation', row: id }, JSON.stringify(sealed)),
    instantParameter(namedAt),
    until ?? null,
  ])
}

const REVOKE = statement(
  'representation.revokeDelegation',
  `update delegation set revoked_at = $3 where id = $1 and holder = any($2::uuid[]) and revoked_at is null
   returning id`,
)

/** Ends one of these entries' delegations; `false` where there is none to end. */
export async function revokeDelegation(
  session: Session,
  { id, entries, now }: { id: string; entries: string[]; now: Instant },
): Promise<boolean> {
  return (await session.query(REVOKE, [id, entries, instantParameter(now)])).length === 1
}

function read(row: Row, vault: Vault): Delegation {
  const { delegate, name } = JSON.parse(
    vault.open({ table: 'delegation', row: row.id }, row.sealed_delegation),
  ) as SealedDelegation
  const { id, holder, named_at: namedAt } = row
  return {
    ...{ id, holder, delegate, name, namedAt },
    until: row.until ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  }
}
