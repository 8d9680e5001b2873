import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant } from '../../kernel/instant.js'
import { birthday, dayBefore, type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier } from '../dossier.js'
import { type Ambito, AMBITI, type RecordedEvent, type Titolo } from '../feed-event.js'
import { dayOfDeath } from './death.js'
import { ofOnePerson } from './one-person.js'
import { registerDataAt } from './register-data.js'

/** Somebody who acts for the person of a dossier, by what the institution recorded. */
export interface Representation {
  /** The id of the event that registered it. */
  id: string
  representative: CodiceFiscale
  nome: string
  cognome: string
  titolo: Titolo
  ambito: readonly Ambito[]
  dal: LegalDay
  /** The last day on which it stands, where that is known. */
  until: LegalDay | undefined
  /** The representative's own number, and since when it is known. */
  cellulare: string | undefined
  since: Instant
}

type Registered = Extract<RecordedEvent, { type: 'rappresentanza.registrata' }>

/**
 * Who may act for the person of a dossier at `at`, as known at `knownAt`; what is not known of the representatives
 * themselves, their death, is for the caller. From `dal` to `al`, both included, and not from the day of
 * `rappresentanza.cessata` on; a parent until the day before the 18th birthday (artt. 2 and 316 c.c.); nobody for the
 * dead, nor for who is not registered yet (docs/contracts.md §1).
 */
export function representationsAt(
  dossier: Dossier,
  { at, knownAt }: { at: LegalDay; knownAt: Instant },
): Representation[] {
  const { events, registrations } = ofOnePerson(dossier, knownAt)
  const register = registerDataAt(registrations, knownAt)
  const death = dayOfDeath(events)
  if (register === undefined || (death !== undefined && death <= at)) return []
  const ends = endings(events)
  return events
    .flatMap((event) => (event.type === 'rappresentanza.registrata' ? [event] : []))
    .map((event) => representationOf(event, lastDay(event, register.dataNascita, ends.get(event.id))))
    .filter(({ dal, until }) => dal <= at && (until === undefined || at <= until))
}

/** The day from which each of them ended; the first, where several were recorded. */
function endings(events: RecordedEvent[]): Map<string, LegalDay> {
  const ends = new Map<string, LegalDay>()
  for (const event of events) {
    if (event.type !== 'rappresentanza.cessata') continue
    const { rappresentanza, data } = event.data
    const earlier = ends.get(rappresentanza)
    if (earlier === undefined || data < earlier) ends.set(rappresentanza, data)
  }
  return ends
}

function lastDay({ data }: Registered, born: LegalDay, ended: LegalDay | undefined): LegalDay | undefined {
  const days = [
    data.al,
    ended && dayBefore(ended),
    data.titolo === 'genitore' ? dayBefore(birthday(born, 18)) : undefined,
  ].filter((day) => day !== undefined)
  return days.sort()[0]
}

function representationOf({ id, occurredAt, data }: Registered, until: LegalDay | undefined): Representation {
  const { rappresentante, nome, cognome, titolo, ambito = AMBITI, dal, cellulare } = data
  return {
    ...{ id, representative: rappresentante, nome, cognome, titolo, ambito, dal, until, cellulare },
    since: occurredAt,
  }
}
