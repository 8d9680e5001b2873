import { type LegalDay } from '../../kernel/legal-day.js'
import { type RecordedEvent, type Verbale } from '../feed-event.js'
import { type Area } from '../giudizio.js'

/** An act, and the event that recorded it. */
export interface Act extends Verbale {
  eventId: string
}

export function actsOf(events: RecordedEvent[]): Act[] {
  return events.flatMap((event) =>
    event.type === 'verbale.definito' ? [{ ...event.data, eventId: event.id }] : [],
  )
}

/** The first day for which the act says anything in an area, or in any where none is named. */
export function earliestDal(act: Verbale, area?: Area): LegalDay | undefined {
  let earliest: LegalDay | undefined
  for (const giudizio of act.giudizi) {
    if (area !== undefined && giudizio.area !== area) continue
    if (earliest === undefined || giudizio.dal < earliest) earliest = giudizio.dal
  }
  return earliest
}
