import { birthday, dayAfter, type LegalDay } from '../../kernel/legal-day.js'
import { type RecordedEvent } from '../feed-event.js'
import { type OnePerson } from './one-person.js'
import { registerDataAt } from './register-data.js'
import { RULE_DAYS } from './rule-version.js'
import { type Instant } from '../../kernel/instant.js'

/** Why an answer may turn on a day. */
export type Turn =
  | 'begins'
  | 'ends'
  | 'revisionDue'
  | 'revisionMoved'
  | 'absent'
  | 'revoked'
  | 'died'
  | 'comesOfAge'
  | 'rulesChange'

/** A legal day on which the answer may turn, and the event that makes it one. */
export interface TurningDay {
  day: LegalDay
  turn: Turn
  /** Nothing where the law, and no event, turns the day. */
  event?: RecordedEvent
}

/**
 * Every legal day on which the answer about a person may turn: between two of them all rules of the derivation say the
 * same. A new rule that looks at another day adds it here; the property test of the timeline finds who forgets.
 */
export function turningDays(person: OnePerson, knownAt: Instant): TurningDay[] {
  const rules = RULE_DAYS.map((day): TurningDay => ({ day, turn: 'rulesChange' }))
  return [...rules, ...person.events.flatMap(turnsOf), ...comingOfAge(person, knownAt)]
}

/** The birth date is the register's, as `deriveStatus` takes it. */
function comingOfAge({ registrations }: OnePerson, knownAt: Instant): TurningDay[] {
  const register = registerDataAt(registrations, knownAt)
  const event = registrations.find(({ data }) => data === register)
  return register && event ? [{ day: birthday(register.dataNascita, 18), turn: 'comesOfAge', event }] : []
}

function turnsOf(event: RecordedEvent): TurningDay[] {
  const on = (turn: Turn, day: LegalDay | undefined): TurningDay[] => (day ? [{ day, turn, event }] : [])
  switch (event.type) {
    case 'persona.deceduta':
      return on('died', event.data.data)
    case 'verbale.definito':
      return [
        ...on('begins', event.data.dataDefinizione),
        ...event.data.giudizi.flatMap(({ dal, al, dataRevisione }) => [
          ...on('begins', dal),
          ...on('ends', al && dayAfter(al)),
          ...on('revisionDue', dataRevisione && dayAfter(dataRevisione)),
        ]),
      ]
    case 'revisione.aggiornata':
      return [
        ...on('revisionMoved', event.data.data),
        ...('dataRevisione' in event.data ? on('revisionDue', dayAfter(event.data.dataRevisione)) : []),
      ]
    case 'visita.assenza':
      return on('absent', event.data.data)
    case 'beneficio.revocato':
      return on('revoked', event.data.decorrenza)
    // These work on what is known, whatever the day, or on who acts for the person: they turn none.
    case 'persona.registrata':
    case 'persona.codiceFiscaleVariato':
    case 'verbale.annullato':
    case 'rappresentanza.registrata':
    case 'rappresentanza.cessata':
    case 'evento.annullato':
      return []
  }
}
