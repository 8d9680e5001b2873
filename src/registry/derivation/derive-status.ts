import { type Instant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier } from '../dossier.js'
import { AREAS } from '../giudizio.js'
import { type Act, actsOf } from './act.js'
import { withoutAnnulled } from './annulment.js'
import { answerOf } from './answer.js'
import { areaStatus } from './area-status.js'
import { categoriesOf } from './categories.js'
import { isAdult } from './coming-of-age.js'
import { dayOfDeath } from './death.js'
import { type AreaStatus, type DisabilityStatus, type StatusAnswer } from './disability-status.js'
import { notesInForce } from './notes.js'
import { ofOnePerson } from './one-person.js'
import { registerDataAt } from './register-data.js'
import { ruleVersionOn } from './rule-version.js'

/**
 * The status of the person a dossier was asked for, on the legal day `at`, as known at `knownAt` (docs/contracts.md §2). A
 * pure function of the *set* of recorded events: the order of arrival changes no answer.
 */
export function deriveStatus(dossier: Dossier, asked: { at: LegalDay; knownAt: Instant }): DisabilityStatus {
  const { at, knownAt } = asked
  const person = ofOnePerson(dossier, knownAt)
  const events = person.events
  const register = registerDataAt(person.registrations, knownAt)
  const lastEvent = events.reduce<number | undefined>(
    (last, { seq }) => Math.max(last ?? seq, seq),
    undefined,
  )

  const answered = (
    answer: StatusAnswer,
    areas: AreaStatus[] = [],
    inForce: Act[] = [],
    adult = true,
  ): DisabilityStatus => ({
    at,
    knownAt,
    answer,
    level1: { categories: categoriesOf(areas, adult) },
    level2: { areas, noteFiscali: notesInForce(inForce) },
    derivedFrom: {
      ruleVersion: ruleVersionOn(at),
      actsUsed: inForce.map(({ eventId }) => eventId),
      lastEvent,
    },
  })

  if (!register) return answered('notVerifiable')
  const death = dayOfDeath(events)
  if (death !== undefined && death <= at) return answered('deceased')

  const acts = withoutAnnulled(actsOf(events), events)
  const adult = isAdult(register.dataNascita, at)
  const inForce = AREAS.flatMap((area) => areaStatus(area, { acts, events, at, adult }) ?? [])
  const areas = inForce.map(({ status }) => status)
  const answer = answerOf(categoriesOf(areas, adult), acts, register, at)
  return answered(answer, areas, [...new Set(inForce.map(({ act }) => act))], adult)
}
