import { type Instant } from '../kernel/instant.js'
import { type RecordedEvent } from './feed-event.js'

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
  const undone = new Set(known.flatMap((event) => (event.type === 'evento.annullato' ? [event.data.evento] : [])))
  return known.filter((event) => !undone.has(event.id) || UNDOABLE_NOT.has(event.type))
}

/** Design.md §6.1: neither a registration nor an undoing can be undone. */
const UNDOABLE_NOT = new Set<RecordedEvent['type']>(['persona.registrata', 'evento.annullato'])
