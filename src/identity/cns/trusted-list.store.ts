import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session as Db, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'

const FIND = statement(
  'identity.findTrustedList',
  'select document, fetched_at from trusted_list where territory = $1',
)

/** The last good copy of the list of a territory. */
export async function findTrustedList(
  db: Db,
  territory: string,
): Promise<{ xml: string; fetchedAt: Instant } | undefined> {
  const [row] = await db.query<{ document: Buffer; fetched_at: Instant }>(FIND, [territory])
  return row && { xml: row.document.toString('utf8'), fetchedAt: row.fetched_at }
}

const KEEP = statement(
  'identity.keepTrustedList',
  `insert into trusted_list (territory, document, fetched_at) values ($1, $2, $3)
   on conflict (territory) do update set document = excluded.document, fetched_at = excluded.fetched_at`,
)

export async function keepTrustedList(
  db: Db,
  territory: string,
  { xml, fetchedAt }: { xml: string; fetchedAt: Instant },
): Promise<void> {
  await db.query(KEEP, [territory, Buffer.from(xml, 'utf8'), instantParameter(fetchedAt)])
}
