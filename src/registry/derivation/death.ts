import { type LegalDay } from '../../kernel/legal-day.js'
import { type RecordedEvent } from '../feed-event.js'

type Death = Extract<RecordedEvent, { type: 'persona.deceduta' }>

/** The day of death: of several, the last recorded gives it (docs/contracts.md §2). */
export function dayOfDeath(events: RecordedEvent[]): LegalDay | undefined {
  let last: Death | undefined
  for (const event of events) {
    if (event.type !== 'persona.deceduta') continue
    const newer =
      last === undefined ||
      event.occurredAt > last.occurredAt ||
      (event.occurredAt === last.occurredAt && isAfter(event, last))
    if (newer) last = event
  }
  return last?.data.data
}

/** Of two recorded in the same instant: by what they say, never by which arrived first. */
function isAfter(one: Death, other: Death): boolean {
  return one.data.data === other.data.data ? one.id > other.id : one.data.data > other.data.data
}
