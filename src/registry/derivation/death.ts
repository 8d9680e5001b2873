import { type LegalDay } from '../../kernel/legal-day.js'
import { type RecordedEvent } from '../feed-event.js'

/** The day of death: of several, the last recorded gives it (design.md §6.2; domain 4.2 rule 1). */
export function dayOfDeath(events: RecordedEvent[]): LegalDay | undefined {
  let last: RecordedEvent | undefined
  for (const event of events) {
    if (event.type !== 'persona.deceduta') continue
    const newer =
      last === undefined ||
      event.occurredAt > last.occurredAt ||
      (event.occurredAt === last.occurredAt && event.seq > last.seq)
    if (newer) last = event
  }
  return last?.type === 'persona.deceduta' ? last.data.data : undefined
}
