import { instantParameter } from '../db/column-types.gateway.js'
import { type Session, statement } from '../db/database.js'
import { type Edition } from '../document/edition.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { type Vault } from '../vault/vault.js'
import { type CounterService, type ServiceFacts, type ServiceState } from './counter-service.js'

const LOCK = statement('counter.lock', `select pg_advisory_xact_lock(hashtext('counter/' || $1))`)

/** One clerk's look-ups wait for each other: two at once do not pass the limit. */
export async function lockClerk(session: Session, vault: Vault, clerk: CodiceFiscale): Promise<void> {
  await session.query(LOCK, [vault.mac('identity', clerk).toString('hex')])
}

const COUNT = statement(
  'counter.countOn',
  'select count(*) as count from counter_service where clerk_mac = any($1::bytea[]) and day = $2',
)

export async function countOn(
  session: Session,
  vault: Vault,
  clerk: CodiceFiscale,
  day: LegalDay,
): Promise<number> {
  const [row] = await session.query<{ count: number }>(COUNT, [vault.macs('identity', clerk), day])
  return row?.count ?? 0
}

const INSERT = statement(
  'counter.insert',
  `insert into counter_service (id, session, clerk_mac, organisation, person, day, state, sealed_service, begun_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

export async function insertService(
  session: Session,
  vault: Vault,
  service: CounterService,
  day: LegalDay,
): Promise<void> {
  await session.query(INSERT, [
    service.id,
    service.session,
    vault.mac('identity', service.clerk.codiceFiscale),
    service.counter.id,
    service.person ?? null,
    day,
    service.state,
    sealed(vault, service),
    instantParameter(service.begunAt),
  ])
}

const PUT_FACTS = statement(
  'counter.putFacts',
  `update counter_service set sealed_service = $3, act = $4 where id = $1 and session = $2 and state = 'open'
   returning id`,
)

/** Says whether the service was open. */
export async function putFacts(session: Session, vault: Vault, service: CounterService): Promise<boolean> {
  const { id, session: clerkSession, act } = service
  const rows = await session.query(PUT_FACTS, [id, clerkSession, sealed(vault, service), act ?? null])
  return rows.length === 1
}

const MOVE = statement(
  'counter.move',
  `update counter_service set state = $4, receipt = coalesce($5, receipt),
     done_at = case when $4 = 'done' then $6::timestamptz else done_at end
   where id = $1 and session = $2 and state = $3 returning id`,
)

/** Says whether it was in that state. */
export async function moveService(
  session: Session,
  { id, session: clerkSession }: Pick<CounterService, 'id' | 'session'>,
  { from, to, receipt }: { from: ServiceState; to: ServiceState; receipt?: string },
  now: Instant,
): Promise<boolean> {
  const asked = [id, clerkSession, from, to, receipt ?? null, instantParameter(now)]
  return (await session.query(MOVE, asked)).length === 1
}

const ADD_EDITION = statement(
  'counter.addEdition',
  `update counter_service set editions = array_append(editions, $2)
   where id = $1 and state = 'done' and not ($2 = any(editions)) returning id`,
)

/** Says whether it is printed for the first time. */
export async function addEdition(session: Session, id: string, edition: Edition): Promise<boolean> {
  return (await session.query(ADD_EDITION, [id, edition])).length === 1
}

const LEAVE = statement(
  'counter.leave',
  `update counter_service set state = case state when 'open' then 'left' else 'closed' end
   where session = $1 and state in ('open', 'done')`,
)

/** Whatever a clerk's session has under way is over: one person at a time, and none after the last. */
export async function leaveOthers(session: Session, clerkSession: string): Promise<void> {
  await session.query(LEAVE, [clerkSession])
}

interface Row {
  id: string
  session: string
  person: string | null
  state: ServiceState
  receipt: string | null
  editions: Edition[]
  sealed_service: Buffer
  begun_at: Instant
  done_at: Instant | null
}

const COLUMNS = 'id, session, person, state, receipt, editions, sealed_service, begun_at, done_at'
const FIND_BY_ID = statement('counter.findById', `select ${COLUMNS} from counter_service where id = $1`)
const FIND_CURRENT = statement(
  'counter.findCurrent',
  `select ${COLUMNS} from counter_service where session = $1 and state in ('open', 'done')
   order by begun_at desc limit 1`,
)

export async function findById(
  session: Session,
  vault: Vault,
  id: string,
): Promise<CounterService | undefined> {
  const [row] = await session.query<Row>(FIND_BY_ID, [id])
  return row && read(row, vault)
}

/** Whom a clerk is serving right now. */
export async function findCurrent(
  session: Session,
  vault: Vault,
  clerkSession: string,
): Promise<CounterService | undefined> {
  const [row] = await session.query<Row>(FIND_CURRENT, [clerkSession])
  return row && read(row, vault)
}

function read(row: Row, vault: Vault): CounterService {
  const facts = JSON.parse(vault.open(place(row.id), row.sealed_service)) as ServiceFacts
  return {
    ...facts,
    id: row.id,
    session: row.session,
    person: row.person ?? undefined,
    state: row.state,
    receipt: row.receipt ?? undefined,
    editions: row.editions,
    begunAt: row.begun_at,
    doneAt: row.done_at ?? undefined,
  }
}

function sealed(vault: Vault, service: CounterService): Buffer {
  const { codiceFiscale, clerk, counter, name, inUse, document, act, shows, mandate, why } = service
  const facts: ServiceFacts = {
    codiceFiscale,
    clerk,
    counter,
    name,
    inUse,
    document,
    act,
    shows,
    mandate,
    why,
  }
  return vault.seal(place(service.id), JSON.stringify(facts))
}

function place(id: string) {
  return { table: 'counter_service', row: id }
}
