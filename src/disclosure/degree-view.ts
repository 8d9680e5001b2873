import { type AuditEvent } from '../audit/audit-event.js'
import { romeDay } from '../kernel/clock.js'
import { type Instant } from '../kernel/instant.js'
import { deriveStatus } from '../registry/derivation/derive-status.js'
import { type DisabilityStatus } from '../registry/derivation/disability-status.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { registerDataAt } from '../registry/derivation/register-data.js'
import { type Dossier } from '../registry/dossier.js'
import { aboutDisclosure } from './about-disclosure.js'
import { type Confirmed } from './disclosure.js'
import { type Operator } from './disclosure-ports.js'
import { showingsLeft } from './showing.js'

/** What the operator reads, for ten minutes. */
export interface DegreeView {
  /** First name and the surname's initial. */
  holder: string
  status: DisabilityStatus
  disclosure: Confirmed
  shownAt: Instant
  until: Instant
  /** How many times it may be shown again. */
  againLeft: number
}

/**
 * The degree as it was when the showing began: reloading the page shows the same answer, the one that the audit
 * explains (decision 12, D2).
 */
export function viewDegree(dossier: Dossier, disclosure: Confirmed, now: Instant): DegreeView {
  const shownAt = disclosure.showing.since ?? now
  return {
    holder: nameOf(dossier, shownAt),
    status: deriveStatus(dossier, { at: romeDay(shownAt), knownAt: shownAt }),
    disclosure,
    shownAt,
    until: disclosure.showing.until,
    againLeft: showingsLeft(disclosure, now),
  }
}

/** Kinds of data, as the holder's list names them. */
export type ShownField = 'giudizio' | 'percentuale' | 'date' | 'revisione' | 'note'

export function fieldsShownOf({ level2 }: DisabilityStatus): ShownField[] {
  const { areas, noteFiscali } = level2
  const shown: Record<ShownField, boolean> = {
    giudizio: areas.length > 0,
    percentuale: areas.some(({ percentuale }) => percentuale !== undefined),
    date: areas.length > 0,
    revisione: areas.some(({ dataRevisione }) => dataRevisione !== undefined),
    note: noteFiscali.length > 0,
  }
  return (Object.keys(shown) as ShownField[]).filter((field) => shown[field])
}

/** An event of the audit that says what was shown and what it was made of. */
export function aboutShowing(
  kind: 'disclosure.confirmed' | 'disclosure.shown' | 'disclosure.shownAgain',
  { disclosure, status }: DegreeView,
  operator: Operator,
): AuditEvent {
  return {
    ...aboutDisclosure(kind, disclosure, operator),
    answer: status.answer,
    trace: status.derivedFrom,
    fieldsShown: fieldsShownOf(status),
  }
}

function nameOf(dossier: Dossier, at: Instant): string {
  const register = registerDataAt(ofOnePerson(dossier, at).registrations, at)
  return register === undefined ? '' : `${register.nome} ${register.cognome.charAt(0)}.`
}
