import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Instant, later } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type Confirmed, SHOWN_FOR } from './disclosure.js'
import { COLUMNS, readConfirmed, type Row } from './disclosure-row.store.js'
import { AGAIN_WITHIN, MOST_SHOWINGS } from './showing.js'

const OPEN_FIRST = statement(
  'disclosure.openFirstShowing',
  `update disclosure set shown_times = 1, shown_at = $2
   where id = $1 and state = 'confirmed' and shown_times = 0 and visible_until > $2 returning ${COLUMNS}`,
)
const OPEN_NEXT = statement(
  'disclosure.openNextShowing',
  `update disclosure set shown_times = greatest(shown_times, 1) + 1, shown_at = $2,
     visible_until = least($3::timestamptz, decided_at + make_interval(secs => $4::integer))
   where id = $1 and state = 'confirmed' and visible_until <= $2 and greatest(shown_times, 1) < $5
     and decided_at + make_interval(secs => $4::integer) > $2
   returning ${COLUMNS}`,
)
const CLOSE = statement(
  'disclosure.closeShowing',
  `update disclosure set visible_until = $2 where id = $1 and state = 'confirmed' and visible_until > $2`,
)

export async function openFirstShowing(
  session: Session,
  vault: Vault,
  id: string,
  now: Instant,
): Promise<Confirmed | undefined> {
  const [row] = await session.query<Row>(OPEN_FIRST, [id, instantParameter(now)])
  return row && readConfirmed(row, vault)
}

export async function openNextShowing(
  session: Session,
  vault: Vault,
  id: string,
  now: Instant,
): Promise<Confirmed | undefined> {
  const [row] = await session.query<Row>(OPEN_NEXT, [
    id,
    instantParameter(now),
    instantParameter(later(now, SHOWN_FOR)),
    AGAIN_WITHIN / 1000,
    MOST_SHOWINGS,
  ])
  return row && readConfirmed(row, vault)
}

export async function closeShowing(session: Session, id: string, now: Instant): Promise<void> {
  await session.query(CLOSE, [id, instantParameter(now)])
}
