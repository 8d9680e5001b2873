import { instantParameter } from '../../db/column-types.gateway.js'
import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { waitsFor } from '../admission/admit-event.js'
import { loadArchive } from '../admission/archive.store.js'
import { type FactType } from '../feed-event.js'
import { otherCodesOf } from '../quarantine/filed-elsewhere.store.js'
import { type WaitingEvent } from '../quarantine/quarantine.js'

/** How many events are looked at together: a look at millions of them stays a series of short queries. */
const WINDOW = 20_000

const LAST_SEQ = statement('registry.lastSeq', 'select coalesce(max(seq), 0) as seq from feed_event')

/** The place of the last event in our order of recording. */
export async function lastSeq(session: Session): Promise<number> {
  const [row] = await session.query<{ seq: number }>(LAST_SEQ)
  return row?.seq ?? 0
}

// Whoever has no registration under the same code, or names nothing standing under it. Some of them are tied to another
// code that has it: the rule itself is asked about these few.
const FIND_CANDIDATES = statement(
  'registry.findWaitingCandidates',
  `select e.event_id, e.type, e.person, e.occurred_at, e.received_at, r.protocollo_mac,
     coalesce(r.undone_event, r.ended_event) as named_event
   from feed_event e left join event_reference r on r.event_seq = e.seq
   where e.seq > $1 and e.seq <= $2 and ($3::timestamptz is null or e.received_at <= $3::timestamptz) and (
     not exists (select from feed_event g where g.person = e.person and g.type = 'persona.registrata')
     or r.protocollo_mac is not null and not exists (
       select from act a join feed_event n on n.seq = a.event_seq
       where a.protocollo_mac = r.protocollo_mac and a.person = e.person
         and not exists (select from event_reference u where u.undone_event = n.event_id))
     or (r.undone_event is not null or r.ended_event is not null) and not exists (
       select from feed_event n where n.event_id = coalesce(r.undone_event, r.ended_event) and n.person = e.person))
   order by e.seq`,
)

interface CandidateRow {
  event_id: string
  type: FactType
  person: string
  occurred_at: Instant
  received_at: Instant
  protocollo_mac: Buffer | null
  named_event: string | null
}

/** Which waiting events: those after a place in our order of recording, and received by an instant. */
export interface WaitingRange {
  after?: number
  receivedBy?: Instant | undefined
}

/** Recorded events that have no effect yet; flat memory. */
export async function* findWaiting(
  session: Session,
  vault: Vault,
  { after = 0, receivedBy }: WaitingRange = {},
): AsyncGenerator<WaitingEvent> {
  const last = await lastSeq(session)
  for (let from = after; from < last; from += WINDOW) {
    const rows = await session.query<CandidateRow>(FIND_CANDIDATES, [
      from,
      Math.min(from + WINDOW, last),
      instantParameter(receivedBy),
    ])
    if (rows.length > 0) yield* await waitingAmong(session, vault, rows)
  }
}

export async function countWaiting(session: Session, vault: Vault, after: number): Promise<number> {
  let count = 0
  for await (const _event of findWaiting(session, vault, { after })) count++
  return count
}

async function waitingAmong(session: Session, vault: Vault, rows: CandidateRow[]): Promise<WaitingEvent[]> {
  const naming = rows.filter((row) => row.protocollo_mac !== null).map(({ event_id }) => event_id)
  const otherCodes = await otherCodesOf(session, vault, naming)
  const actOf = ({ protocollo_mac }: CandidateRow) => {
    const mac = protocollo_mac?.toString('hex')
    return mac === undefined ? undefined : (otherCodes.get(mac) ?? mac)
  }
  const archive = await loadArchive(session, {
    events: rows.flatMap(({ event_id, named_event }) => [event_id, ...(named_event ? [named_event] : [])]),
    codes: [],
    acts: rows.flatMap((row) => actOf(row) ?? []),
    otherCodes,
  })
  return rows.flatMap((row) => {
    const { event_id: id, type, person: entry, occurred_at: occurredAt } = row
    const named = { act: actOf(row), event: row.named_event ?? undefined }
    const lacks = waitsFor(archive, { id, type, entry, occurredAt }, named)
    return lacks === undefined ? [] : [{ id, type, receivedAt: row.received_at, waitsFor: lacks }]
  })
}
