import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { type Instant } from '../kernel/instant.js'
import { type Vault } from '../vault/vault.js'
import { type Disclosure, type Requested } from './disclosure.js'
import { COLUMNS, operatorMacs, read, type Row } from './disclosure-row.store.js'
import { type HolderHistory } from './holder-limits.js'
import { type MessageState } from './message-state.js'
import { type AskedHolder } from './operator-limits.js'

const LOCK = statement('disclosure.lock', `select pg_advisory_xact_lock(hashtext('disclosure/' || $1))`)

/** Requests for one human being wait for each other, whichever of their entries they came by. */
export async function lockHolder(session: Session, entries: string[]): Promise<void> {
  for (const entry of [...entries].sort()) await session.query(LOCK, [entry])
}

/** Requests of one operator wait for each other, whoever they ask for. */
export async function lockOperator(session: Session, vault: Vault, operator: PersonIdentity): Promise<void> {
  const [mac] = operatorMacs(vault, operator)
  await session.query(LOCK, [`operator/${mac?.toString('hex') ?? ''}`])
}

const FIND_ATTESTATION = statement(
  'disclosure.findAttestation',
  `select person from x_attestation where id = $1 and ended_at is null and (expires_at is null or expires_at > $2)`,
)

export async function findAttestation(
  session: Session,
  id: string,
  now: Instant,
): Promise<{ person: string } | undefined> {
  const [row] = await session.query<{ person: string }>(FIND_ATTESTATION, [id, instantParameter(now)])
  return row
}

const FIND_WAITING = statement(
  'disclosure.findWaiting',
  `select ${COLUMNS} from disclosure where holder = any($1::uuid[]) and state = 'requested'
   order by requested_at desc limit 1`,
)

export async function findWaiting(
  session: Session,
  vault: Vault,
  entries: string[],
): Promise<Requested | undefined> {
  const [row] = await session.query<Row>(FIND_WAITING, [entries])
  const found = row && read(row, vault)
  return found?.state === 'requested' ? found : undefined
}

const FIND_ASKED = statement(
  'disclosure.findAsked',
  `select holder from disclosure where holder = any($1::uuid[]) and state = 'requested' and expires_at > $2`,
)

/** Those of these entries about whom a request waits. */
export async function findAsked(session: Session, entries: string[], now: Instant): Promise<string[]> {
  const rows = await session.query<{ holder: string }>(FIND_ASKED, [entries, instantParameter(now)])
  return rows.map(({ holder }) => holder)
}

const FIND_BY_REFERENCE = statement(
  'disclosure.findByReference',
  `select ${COLUMNS} from disclosure where reference = $1`,
)

export async function findByReference(
  session: Session,
  vault: Vault,
  reference: string,
): Promise<Disclosure | undefined> {
  const [row] = await session.query<Row>(FIND_BY_REFERENCE, [reference])
  return row && read(row, vault)
}

const FIND_LAPSED = statement(
  'disclosure.findLapsed',
  `select ${COLUMNS} from disclosure where state = 'requested' and expires_at <= $1 order by expires_at limit 100`,
)

export async function findLapsed(session: Session, vault: Vault, now: Instant): Promise<Disclosure[]> {
  const rows = await session.query<Row>(FIND_LAPSED, [instantParameter(now)])
  return rows.map((row) => read(row, vault))
}

const FIND_OF_OPERATOR = statement(
  'disclosure.findOfOperator',
  `select ${COLUMNS} from disclosure where operator_mac = any($1::bytea[]) and requested_at > $2
   order by requested_at desc limit 50`,
)

export async function findOfOperator(
  session: Session,
  vault: Vault,
  { operator, since }: { operator: PersonIdentity; since: Instant },
): Promise<Disclosure[]> {
  const rows = await session.query<Row>(FIND_OF_OPERATOR, [
    operatorMacs(vault, operator),
    instantParameter(since),
  ])
  return rows.map((row) => read(row, vault))
}

const FIND_ASKED_BY = statement(
  'disclosure.findAskedBy',
  `select holder, max(asked) as at from disclosure cross join unnest(asked_at) as t(asked)
   where operator_mac = any($1::bytea[]) and requested_at > $2 group by holder`,
)

/** Everybody for whom an operator asked since an instant, each once. */
export function findAskedBy(
  session: Session,
  vault: Vault,
  operator: PersonIdentity,
  since: Instant,
): Promise<AskedHolder[]> {
  return session.query<AskedHolder>(FIND_ASKED_BY, [operatorMacs(vault, operator), instantParameter(since)])
}

const FIND_HISTORY = statement(
  'disclosure.findHistory',
  `select 'wrong' as what, t.at from disclosure d cross join unnest(d.wrong_at) as t(at)
   where d.holder = any($1::uuid[]) and d.requested_at > $2
   union all
   select 'asked', t.at from disclosure d cross join unnest(d.asked_at) as t(at)
   where d.holder = any($1::uuid[]) and d.requested_at > $2
   union all
   select 'exhausted', d.decided_at from disclosure d
   where d.holder = any($1::uuid[]) and d.requested_at > $2 and d.state = 'exhausted'`,
)

export async function findHistory(
  session: Session,
  entries: string[],
  since: Instant,
): Promise<HolderHistory> {
  const rows = await session.query<{ what: 'wrong' | 'asked' | 'exhausted'; at: Instant }>(FIND_HISTORY, [
    entries,
    instantParameter(since),
  ])
  const of = (what: string) => rows.filter((row) => row.what === what).map(({ at }) => at)
  return { wrongAt: of('wrong'), askedAt: of('asked'), exhaustedAt: of('exhausted') }
}

const IS_TAKEN = statement(
  'disclosure.isReferenceTaken',
  'select 1 as one from disclosure where reference = $1',
)

export async function isReferenceFree(session: Session, reference: string): Promise<boolean> {
  return (await session.query(IS_TAKEN, [reference])).length === 0
}

const FIND_MESSAGE = statement(
  'disclosure.findMessage',
  'select attempts, delivered_at, abandoned_at from x_message where deduplication = $1',
)

export async function findMessageState(session: Session, key: string): Promise<MessageState> {
  const [row] = await session.query<{
    attempts: number
    delivered_at: Instant | null
    abandoned_at: Instant | null
  }>(FIND_MESSAGE, [key])
  if (!row || row.abandoned_at !== null) return 'lost'
  if (row.delivered_at !== null) return 'left'
  return row.attempts > 1 ? 'late' : 'leaving'
}
