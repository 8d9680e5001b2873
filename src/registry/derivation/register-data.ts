import { type Instant } from '../../kernel/instant.js'
import { type RecordedEvent, type RegisterData } from '../feed-event.js'

/**
 * The register data in force: those of the latest registration not after `knownAt` (the last applied, where equal), or
 * of the earliest one when all are later (docs/contracts.md §2). None: the person is not registered yet.
 */
export function registerDataAt(events: RecordedEvent[], knownAt: Instant): RegisterData | undefined {
  let known: RecordedEvent | undefined
  let earliest: RecordedEvent | undefined
  for (const event of events) {
    if (event.type !== 'persona.registrata') continue
    if (event.occurredAt <= knownAt && (known === undefined || !isBefore(event, known))) known = event
    if (earliest === undefined || isBefore(event, earliest)) earliest = event
  }
  const chosen = known ?? earliest
  return chosen?.type === 'persona.registrata' ? chosen.data : undefined
}

function isBefore(one: RecordedEvent, other: RecordedEvent): boolean {
  return one.occurredAt === other.occurredAt ? one.seq < other.seq : one.occurredAt < other.occurredAt
}
