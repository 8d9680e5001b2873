import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type SpidMessage } from './spid-message.js'

const INSERT = statement(
  'identity.insertSpidMessage',
  `insert into spid_message (id, request_id, kind, provider, recorded_at, sealed_message)
   values ($1, $2, $3, $4, $5, $6)`,
)

export async function insertSpidMessage(db: Db, vault: Vault, message: SpidMessage): Promise<void> {
  const { id, requestId, kind, provider, at, text } = message
  const sealed = vault.seal(place(id), text)
  await db.query(INSERT, [id, requestId, kind, provider, instantParameter(at), sealed])
}

interface Row {
  id: string
  request_id: string
  kind: SpidMessage['kind']
  provider: string
  recorded_at: Instant
  sealed_message: Buffer
}

const FIND = statement(
  'identity.findSpidMessages',
  `select id, request_id, kind, provider, recorded_at, sealed_message from spid_message
   where recorded_at >= $1 and recorded_at < $2 and ($3::text is null or request_id = $3)
   order by recorded_at, id limit 1000`,
)

/** What was said between two instants, or about one request. */
export async function findSpidMessages(
  db: Db,
  vault: Vault,
  { from, until, requestId }: { from: Instant; until: Instant; requestId: string | undefined },
): Promise<SpidMessage[]> {
  const rows = await db.query<Row>(FIND, [instantParameter(from), instantParameter(until), requestId ?? null])
  return rows.map((row) => ({
    id: row.id,
    requestId: row.request_id,
    kind: row.kind,
    provider: row.provider,
    at: row.recorded_at,
    text: vault.open(place(row.id), row.sealed_message),
  }))
}

function place(id: string) {
  return { table: 'spid_message', row: id }
}
