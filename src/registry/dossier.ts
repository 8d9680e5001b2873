import { type Instant } from '../kernel/instant.js'
import { isUndoable, type RecordedEvent } from './feed-event.js'
import { type Link, undoneSince } from './ties.js'

/**
 * Everything recorded about one human being: the register entries ever tied to the one asked for, and their events.
 * Which of them count at an instant is for the derivation to say.
 */
export interface Dossier {
  /** The entry asked for; absent where nothing is known. */
  start: string | undefined
  entries: { id: string; codeMac: Buffer }[]
  events: RecordedEvent[]
}

/** What an unknown token or code leads to: the same derivation runs on it. */
export const EMPTY_DOSSIER: Dossier = { start: undefined, entries: [], events: [] }

/** What counted at `knownAt`: recorded by then, and not undone by then. */
export function knownEvents(dossier: Dossier, knownAt: Instant): RecordedEvent[] {
  const known = dossier.events.filter((event) => event.occurredAt <= knownAt)
  const undoings = known.flatMap((event) =>
    event.type === 'evento.annullato' ? [{ ...event, evento: event.data.evento }] : [],
  )
  if (undoings.length === 0) return known
  const undoable = new Map(known.filter(isUndoable).map(({ id, entry }) => [id, entry]))
  const undone = undoneSince(undoings, known.filter(isLink), (event) => undoable.get(event))
  return known.filter(({ id }) => !undone.has(id))
}

function isLink(event: RecordedEvent): event is RecordedEvent & Link {
  return event.otherEntry !== undefined
}
