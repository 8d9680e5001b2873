import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'

const placeOf = (parts: string, place: number) => ({
  table: 'feed_batch_part',
  row: `${parts}/${String(place)}`,
})

const INSERT = statement(
  'registry.insertBatchPart',
  'insert into feed_batch_part (parts, place, received_at, sealed_bytes) values ($1, $2, $3, $4)',
)

/** Keeps a piece of a batch, sealed: it names people. */
export async function insertPart(
  session: Session,
  vault: Vault,
  { parts, place, bytes, now }: { parts: string; place: number; bytes: Buffer; now: Instant },
): Promise<void> {
  const sealed = vault.seal(placeOf(parts, place), bytes.toString('base64'))
  await session.query(INSERT, [parts, place, instantParameter(now), sealed])
}

const FIND = statement(
  'registry.findBatchPart',
  'select sealed_bytes from feed_batch_part where parts = $1 and place = $2',
)

/** The bytes of a batch in their order, a piece in memory at a time. */
export async function* readParts(session: Session, vault: Vault, parts: string): AsyncGenerator<Buffer> {
  for (let place = 0; ; place++) {
    const [row] = await session.query<{ sealed_bytes: Buffer }>(FIND, [parts, place])
    if (!row) return
    yield Buffer.from(vault.open(placeOf(parts, place), row.sealed_bytes), 'base64')
  }
}

const DELETE = statement('registry.deleteBatchParts', 'delete from feed_batch_part where parts = $1')

export async function deleteParts(session: Session, parts: string): Promise<void> {
  await session.query(DELETE, [parts])
}

const DELETE_ORPHANS = statement(
  'registry.deleteOrphanParts',
  `delete from feed_batch_part p
   where p.received_at < $1 and not exists (select from feed_batch b where b.parts = p.parts) returning p.place`,
)

/** Removes what was received before that instant and belongs to no batch: refused, applied, or never received whole. */
export async function deleteOrphanParts(session: Session, before: Instant): Promise<number> {
  return (await session.query(DELETE_ORPHANS, [instantParameter(before)])).length
}
