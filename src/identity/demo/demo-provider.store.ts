import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'

export interface DemoAnswer {
  /** Fetches the answer, once. */
  code: string
  /** The digest of the login it answers. */
  attempt: Buffer
  person: AuthenticatedPerson
  expiresAt: Instant
}

const INSERT = statement(
  'identity.insertDemoAnswer',
  'insert into demo_answer (answer_hash, attempt_hash, sealed_identity, expires_at) values ($1, $2, $3, $4)',
)

export async function insertDemoAnswer(
  db: Db,
  vault: Vault,
  { code, attempt, person, expiresAt }: DemoAnswer,
): Promise<void> {
  const hash = vault.digest(code)
  await db.query(INSERT, [
    hash,
    attempt,
    vault.seal(place(hash), JSON.stringify(person)),
    instantParameter(expiresAt),
  ])
}

const SPEND = statement(
  'identity.spendDemoAnswer',
  `update demo_answer set used_at = $3
   where answer_hash = $1 and attempt_hash = $2 and used_at is null and expires_at > $3 returning sealed_identity`,
)

/** The person an answer vouches for: once, in time, and only to the login that it answers. */
export async function spendDemoAnswer(
  db: Db,
  vault: Vault,
  { code, attempt, now }: { code: string; attempt: Buffer; now: Instant },
): Promise<AuthenticatedPerson | undefined> {
  const hash = vault.digest(code)
  const [row] = await db.query<{ sealed_identity: Buffer }>(SPEND, [hash, attempt, instantParameter(now)])
  return row && (JSON.parse(vault.open(place(hash), row.sealed_identity)) as AuthenticatedPerson)
}

function place(hash: Buffer) {
  return { table: 'demo_answer', row: hash.toString('hex') }
}
