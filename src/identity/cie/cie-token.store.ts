import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type CieToken } from './cie-login.js'

const INSERT = statement(
  'identity.insertCieToken',
  'insert into cie_token (session, sealed_token, created_at) values ($1, $2, $3)',
)

export async function insertCieToken(
  db: Db,
  vault: Vault,
  { session, token, now }: { session: string; token: CieToken; now: Instant },
): Promise<void> {
  const sealed = vault.seal({ table: 'cie_token', row: session }, JSON.stringify(token))
  await db.query(INSERT, [session, sealed, instantParameter(now)])
}

const TAKE = statement(
  'identity.takeCieToken',
  'update cie_token set taken_at = $2 where session = $1 and taken_at is null returning sealed_token',
)

/** The token of a session, to be given back once. */
export async function takeCieToken(
  db: Db,
  vault: Vault,
  session: string,
  now: Instant,
): Promise<CieToken | undefined> {
  const [row] = await db.query<{ sealed_token: Buffer }>(TAKE, [session, instantParameter(now)])
  return row && (JSON.parse(vault.open({ table: 'cie_token', row: session }, row.sealed_token)) as CieToken)
}
