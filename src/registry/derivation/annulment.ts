import { type RecordedEvent } from '../feed-event.js'
import { type Act } from './act.js'

/**
 * Drops annulled acts as if they had never been, whatever the dates: the one before revives (autotutela,
 * art. 21-nonies L. 241/1990; docs/contracts.md §2).
 */
export function withoutAnnulled(acts: Act[], events: RecordedEvent[]): Act[] {
  const annulled = new Set(
    events.flatMap((event) => (event.type === 'verbale.annullato' ? [event.data.protocollo] : [])),
  )
  return acts.filter((act) => !annulled.has(act.protocollo))
}
