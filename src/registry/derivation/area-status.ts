import { type LegalDay } from '../../kernel/legal-day.js'
import { type RecordedEvent } from '../feed-event.js'
import { type Area, type Giudizio } from '../giudizio.js'
import { isBenefitSuspended, isRevoked } from './absence.js'
import { type Act } from './act.js'
import { endsAtEighteen } from './coming-of-age.js'
import { currentAct } from './current-act.js'
import { type AreaStatus, FLAGS, type Flag } from './disability-status.js'
import { giudizioOn } from './period.js'
import { isRevisionPending, revisionDateOn } from './revision.js'

/** What is known and asked when an area is judged. */
export interface Judging {
  /** Acts that were not annulled. */
  acts: Act[]
  events: RecordedEvent[]
  at: LegalDay
  adult: boolean
}

/** The judgement in force in an area, and its act; nothing in a gap, past the last `al`, or after a revocation. */
export function areaStatus(area: Area, judging: Judging): { status: AreaStatus; act: Act } | undefined {
  const { acts, events, at } = judging
  const act = currentAct(area, acts, at)
  const giudizio = act && giudizioOn(act, area, at)
  if (!giudizio || isRevoked(act, events, at)) return undefined
  const { dataRevisione: _atFirst, ...judgement } = giudizio
  const dataRevisione = revisionDateOn(giudizio, act, events, at)
  const status = {
    ...judgement,
    ...(dataRevisione === undefined ? {} : { dataRevisione }),
    flags: flagsOf(giudizio, act, dataRevisione, judging),
    protocollo: act.protocollo,
    procedura: act.procedura,
    dataVisita: act.dataVisita,
    dataDefinizione: act.dataDefinizione,
  }
  return { status, act }
}

function flagsOf(
  giudizio: Giudizio,
  act: Act,
  dataRevisione: LegalDay | undefined,
  { events, at, adult }: Judging,
): Flag[] {
  const raised: Record<Flag, boolean> = {
    revisionPending: isRevisionPending(dataRevisione, at),
    benefitSuspended: isBenefitSuspended(act, events, at),
    provisional: act.procedura === 'provvisorio',
    judicial: act.procedura === 'giudiziale',
    minorEnded: adult && endsAtEighteen(giudizio.codice),
  }
  return FLAGS.filter((flag) => raised[flag])
}
