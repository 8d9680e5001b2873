import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Instant } from '../kernel/instant.js'
import { type SheetDelivery } from './sheet-delivery.js'

const INSERT = statement(
  'sheetDelivery.insert',
  `insert into sheet_delivery (id, person, requested_at) values ($1, $2, $3)
   on conflict (id) do nothing returning id`,
)

/** Says whether it was new. */
export async function insertDelivery(
  session: Session,
  { id, person, requestedAt }: SheetDelivery,
): Promise<boolean> {
  return (await session.query(INSERT, [id, person, instantParameter(requestedAt)])).length > 0
}

const FIND = statement(
  'sheetDelivery.findSince',
  `select id, person, requested_at from sheet_delivery where person = any($1::uuid[]) and requested_at > $2
   order by requested_at desc limit 20`,
)

/** What these entries asked for since then, newest first. */
export async function findDeliveriesSince(
  session: Session,
  entries: string[],
  since: Instant,
): Promise<SheetDelivery[]> {
  const rows = await session.query<{ id: string; person: string; requested_at: Instant }>(FIND, [
    entries,
    instantParameter(since),
  ])
  return rows.map(({ id, person, requested_at }) => ({ id, person, requestedAt: requested_at }))
}
