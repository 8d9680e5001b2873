import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type CieLogin } from './cie-login.js'

const INSERT = statement(
  'identity.insertCieLogin',
  'insert into cie_login (state_hash, attempt_hash, sealed_login, expires_at) values ($1, $2, $3, $4)',
)

export async function insertCieLogin(db: Db, vault: Vault, login: CieLogin): Promise<void> {
  const hash = vault.digest(login.state)
  const attempt = Buffer.from(login.request, 'base64url')
  const sealed = vault.seal(place(hash), JSON.stringify(login))
  await db.query(INSERT, [hash, attempt, sealed, instantParameter(login.expiresAt)])
}

const SPEND = statement(
  'identity.spendCieLogin',
  `update cie_login set spent_at = $3
   where state_hash = $1 and attempt_hash = $2 and spent_at is null and expires_at > $3 returning sealed_login`,
)

/** Checks and spends in one act: only the browser that began the login finds it, once and in time. */
export async function spendCieLogin(
  db: Db,
  vault: Vault,
  { state, secret, now }: { state: string; secret: string; now: Instant },
): Promise<CieLogin | undefined> {
  const hash = vault.digest(state)
  const [row] = await db.query<{ sealed_login: Buffer }>(SPEND, [
    hash,
    vault.digest(secret),
    instantParameter(now),
  ])
  return row && (JSON.parse(vault.open(place(hash), row.sealed_login)) as CieLogin)
}

const FIND_PAST = statement(
  'identity.findPastCieLogin',
  'select attempt_hash from cie_login where state_hash = $1 and expires_at > $2',
)

/** The login that a state belonged to, answered or over; since then at the latest. */
export async function findPastCieLogin(
  db: Db,
  vault: Vault,
  state: string,
  since: Instant,
): Promise<Buffer | undefined> {
  const [row] = await db.query<{ attempt_hash: Buffer }>(FIND_PAST, [
    vault.digest(state),
    instantParameter(since),
  ])
  return row?.attempt_hash
}

function place(hash: Buffer) {
  return { table: 'cie_login', row: hash.toString('hex') }
}
