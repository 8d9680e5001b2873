import { type Session, statement } from '../db/database.js'
import { type Mark } from '../db/snapshot.js'
import { checkSeal, type SealCheck } from '../vault/check-seals.js'
import { type MacPurpose, type Vault } from '../vault/vault.js'
import { type RecordCounts } from './examine-records.js'
import { bodyPlace } from './recorded-event.js'

// A row that points to nothing, or to an event of another kind or person, was never written by this service.
const COUNTS = statement(
  'registry.examineRecords',
  `select
     (select count(*) from feed_event e where e.type = 'verbale.definito'
       and not exists (select from act a where a.event_seq = e.seq and a.person = e.person)) as "actsMissing",
     (select count(*) from act a where not exists (select from feed_event e
       where e.seq = a.event_seq and e.person = a.person and e.type = 'verbale.definito')) as "actsAstray",
     (select count(*) from feed_event e where e.type = any($1::text[])
       and not exists (select from event_reference r where r.event_seq = e.seq)) as "referencesMissing",
     (select count(*) from event_reference r where not exists (select from feed_event e
       where e.seq = r.event_seq and e.type = any($1::text[])
         and (r.undone_event is not null) = (e.type = 'evento.annullato')
         and (r.ended_event is not null) = (e.type = 'rappresentanza.cessata'))) as "referencesAstray",
     (select count(*) from feed_event e where e.type = 'rappresentanza.registrata'
       and not exists (select from representation r where r.event_seq = e.seq and r.person = e.person
         and exists (select from codice_fiscale c where c.person = r.representative))) as "representationsMissing",
     (select count(*) from representation r where not exists (select from feed_event e
       where e.seq = r.event_seq and e.person = r.person and e.type = 'rappresentanza.registrata')) as "representationsAstray",
     (select count(*) from feed_event e where e.type = 'persona.codiceFiscaleVariato'
       and not exists (select from person_link l where l.event_seq = e.seq and l.person = e.person)) as "linksMissing",
     (select count(*) from person_link l where not exists (select from feed_event e
       where e.seq = l.event_seq and e.person = l.person and e.type = 'persona.codiceFiscaleVariato')) as "linksAstray",
     (select count(*) from feed_event e
       where not exists (select from codice_fiscale c where c.person = e.person)) as "eventsOfNobody"`,
)

/** The events that name an act or another event: each has its row in `event_reference`. */
const NAMING = [
  'verbale.annullato',
  'revisione.aggiornata',
  'visita.assenza',
  'beneficio.revocato',
  'rappresentanza.cessata',
  'evento.annullato',
]

export async function countRecords(session: Session): Promise<RecordCounts> {
  const [counts] = await session.query<RecordCounts>(COUNTS, [NAMING])
  return counts ?? {}
}

const NUMBERS = statement(
  'registry.examineNumbers',
  'select count(*) as events, coalesce(max(seq), 0) as last from feed_event',
)

/** How many events there are, and the number of the last. */
export async function readNumbers(session: Session): Promise<{ events: number; last: number }> {
  const [numbers] = await session.query<{ events: number; last: number }>(NUMBERS)
  return numbers ?? { events: 0, last: 0 }
}

// The feed has one writer at a time, so that its numbers are in the order of commits: what is below a number stays.
const MARK = statement(
  'registry.markFeed',
  `select coalesce(max(e.seq), 0) as "upTo", coalesce(bit_xor(('x' || left(md5(concat_ws(' ', e.seq, e.event_id, e.type,
     extract(epoch from e.occurred_at), extract(epoch from e.received_at), e.person)), 16))::bit(64)::bigint), 0)::text
     as fingerprint
   from feed_event e where e.seq <= $1`,
)

/** What the events up to a number come to, whatever keys they are sealed with. */
export async function markFeed(session: Session, upTo: number): Promise<Mark> {
  const [mark] = await session.query<Mark>(MARK, [upTo])
  return { upTo, fingerprint: mark?.fingerprint ?? '0' }
}

const SAMPLE = statement(
  'registry.sampleEvents',
  `with reach as (select min(seq) as low, max(seq) as high from feed_event),
   picked as (
     select distinct (select min(f.seq) from feed_event f where f.seq >= low + (high - low) * n / ($1 - 1)) as seq
     from reach, generate_series(0, $1 - 1) as n)
   select e.event_id, e.content_mac, e.sealed_body, c.code_mac, a.protocollo_mac
   from picked p join feed_event e on e.seq = p.seq
   left join codice_fiscale c on c.person = e.person left join act a on a.event_seq = e.seq`,
)

interface SampleRow {
  event_id: string
  content_mac: Buffer
  sealed_body: Buffer
  code_mac: Buffer | null
  protocollo_mac: Buffer | null
}

/** Opens events from the first to the last, evenly, and makes their look-up codes again. */
export async function sampleEvents(session: Session, vault: Vault, size: number): Promise<SealCheck[]> {
  const rows = await session.query<SampleRow>(SAMPLE, [size])
  return rows.map((row) =>
    checkSeal(vault, bodyPlace(row.event_id), row.sealed_body, (content) => agrees(vault, row, content)),
  )
}

function agrees(vault: Vault, row: SampleRow, content: string): boolean {
  const { codiceFiscale, data } = JSON.parse(content) as {
    codiceFiscale: string
    data: { protocollo?: string }
  }
  const isOf = (purpose: MacPurpose, text: string, found: Buffer | null) =>
    found === null || vault.macs(purpose, text).some((mac) => mac.equals(found))
  return (
    isOf('content', content, row.content_mac) &&
    isOf('codiceFiscale', codiceFiscale, row.code_mac) &&
    isOf('protocollo', data.protocollo ?? '', row.protocollo_mac)
  )
}
