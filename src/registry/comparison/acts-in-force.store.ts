import { type Session, statement } from '../../db/database.js'
import { type Instant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { type Vault } from '../../vault/vault.js'
import { actsInForce } from '../derivation/acts-in-force.js'
import { type Dossier } from '../dossier.js'
import { append } from '../lists.js'
import { type DossierRow, toDossier } from '../recorded-event.js'
import { lastSeq } from '../recording/waiting.store.js'
import { type OwnAct } from './compare-registry.js'

/** Acts looked at together, with all that is recorded about their people. */
const WINDOW = 1000

const FIND_ACTS = statement(
  'registry.findActsInOrder',
  `select event_seq, person from act where event_seq > $1 and event_seq <= $2 order by event_seq limit ${String(WINDOW)}`,
)

// What is recorded while this runs is left out: events are numbered in the order of their commits, so that a number is
// a moment of the whole feed, and no transaction needs to stay open. Register data stay sealed: no act stands by them.
const FIND_DOSSIERS = statement(
  'registry.findDossiersOf',
  `select d.start, d.person, d.code_mac, d.seq, d.event_id, d.type, d.occurred_at, d.other_person,
     case when d.type <> 'persona.registrata' then d.sealed_body end as sealed_body
   from x_dossier($1::uuid[]) d where d.seq is null or d.seq <= $2`,
)

interface Window {
  /** The number of its last act. */
  upTo: number
  rows: DossierRow[]
}

/** Every act in force, each once, in the order of recording; flat memory. */
export async function* findActsInForce(
  session: Session,
  vault: Vault,
  asked: { at: LegalDay; knownAt: Instant },
): AsyncGenerator<OwnAct> {
  const last = await lastSeq(session)
  let after = 0
  let next = readWindow(session, after, last)
  for (let window = await next; window !== undefined; window = await next) {
    next = readWindow(session, window.upTo, last)
    next.catch(() => undefined)
    const inside = (seq: number) => seq > after && seq <= window.upTo
    for (const [start, rows] of byStart(window.rows))
      yield* ownActs(toDossier(start, rows, vault.open), asked, inside)
    after = window.upTo
  }
}

async function readWindow(session: Session, after: number, last: number): Promise<Window | undefined> {
  const acts = await session.query<{ event_seq: number; person: string }>(FIND_ACTS, [after, last])
  const upTo = acts.at(-1)?.event_seq
  if (upTo === undefined) return undefined
  const people = [...new Set(acts.map(({ person }) => person))]
  return { upTo, rows: await session.query<DossierRow>(FIND_DOSSIERS, [people, last]) }
}

function byStart(rows: DossierRow[]): Map<string, DossierRow[]> {
  const dossiers = new Map<string, DossierRow[]>()
  for (const row of rows) append(dossiers, row.start, row)
  return dossiers
}

/** The acts of a dossier that were recorded under its own entry, in this window: others come with theirs. */
function ownActs(
  dossier: Dossier,
  asked: { at: LegalDay; knownAt: Instant },
  inside: (seq: number) => boolean,
): OwnAct[] {
  const { acts, entries } = actsInForce(dossier, asked)
  const codeMacs = dossier.entries.filter(({ id }) => entries.has(id)).map(({ codeMac }) => codeMac)
  const own = new Set(
    dossier.events.filter(({ entry, seq }) => entry === dossier.start && inside(seq)).map(({ id }) => id),
  )
  return acts
    .filter(({ eventId }) => own.has(eventId))
    .map((act) => ({ eventId: act.eventId, act, codeMacs }))
}
