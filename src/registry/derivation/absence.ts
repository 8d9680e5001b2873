import { type LegalDay } from '../../kernel/legal-day.js'
import { type RecordedEvent } from '../feed-event.js'
import { type Act } from './act.js'

/**
 * Whether payment is suspended because the person missed the visit: the recognition stands (INPS msg 1835/2021;
 * domain 4.2 rule 9). Only a later act of the area, or the undoing of the event, ends it.
 */
export function isBenefitSuspended(act: Act, events: RecordedEvent[], at: LegalDay): boolean {
  return events.some(
    (event) =>
      event.type === 'visita.assenza' && event.data.protocollo === act.protocollo && event.data.data <= at,
  )
}

/** Whether the benefit was revoked by a day: the areas of the act end from the `decorrenza`. */
export function isRevoked(act: Act, events: RecordedEvent[], at: LegalDay): boolean {
  return events.some(
    (event) =>
      event.type === 'beneficio.revocato' &&
      event.data.protocollo === act.protocollo &&
      event.data.decorrenza <= at,
  )
}
