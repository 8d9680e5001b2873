import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'

const FIND = statement('identity.findSpidRegistry', 'select document from spid_registry where source = $1')

/** The last good copy of a list. */
export async function findRegistryCopy(db: Db, source: string): Promise<Buffer | undefined> {
  const [row] = await db.query<{ document: string }>(FIND, [source])
  return row && Buffer.from(row.document)
}

const KEEP = statement(
  'identity.keepSpidRegistry',
  `insert into spid_registry (source, document, fetched_at) values ($1, $2, $3)
   on conflict (source) do update set document = excluded.document, fetched_at = excluded.fetched_at`,
)

export async function keepRegistryCopy(
  db: Db,
  source: string,
  document: Buffer,
  now: Instant,
): Promise<void> {
  await db.query(KEEP, [source, document.toString('utf8'), instantParameter(now)])
}
