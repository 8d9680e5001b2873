import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type ChosenRefusals, type Door, type RefusalCause } from './signed-batch.js'

const COUNT = statement(
  'registry.countRefusal',
  `insert into feed_refusal (cause, door, times, last_at) values ($1, $2, 1, $3)
   on conflict (cause, door) do update set times = feed_refusal.times + 1, last_at = excluded.last_at`,
)

/** Raises the alarm by one. First in its transaction: refusals of a kind then wait for each other, and none is lost. */
export async function countRefusal(
  session: Session,
  { cause, door }: { cause: RefusalCause; door: Door },
  now: Instant,
): Promise<void> {
  await session.query(COUNT, [cause, door, instantParameter(now)])
}

const FORGET = statement('registry.forgetRefusals', 'select forget_oldest_refusals($1)')

/** Of what strangers send over HTTP the newest hundred of a cause are kept. */
export async function forgetOldestRefusals(session: Session, cause: RefusalCause): Promise<void> {
  await session.query(FORGET, [cause])
}

const READ = statement('registry.readRefusals', 'select cause, door, times from feed_refusal')

export interface RefusalCount {
  cause: RefusalCause
  door: Door
  times: number
}

/** How often batches were refused since the database was made. */
export async function readRefusals(session: Session): Promise<RefusalCount[]> {
  return session.query<RefusalCount>(READ)
}

const DISCARD = statement(
  'registry.discardRefusals',
  `update feed_batch set discarded_at = $4
   where state = 'refused' and discarded_at is null and ($1::uuid[] is null or id = any($1::uuid[]))
     and ($2::text is null or cause = $2::text) and ($3::text is null or sender = $3::text)
   returning id, cause`,
)

/** Closes those that are open; gives them. */
export async function discardRefusals(
  session: Session,
  { ids, cause, sender }: ChosenRefusals,
  now: Instant,
): Promise<{ id: string; cause: RefusalCause }[]> {
  return session.query(DISCARD, [ids ?? null, cause ?? null, sender ?? null, instantParameter(now)])
}
