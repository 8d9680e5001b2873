import { type Instant } from '../../kernel/instant.js'
import { type Dossier, knownEvents } from '../dossier.js'
import { type RecordedEvent } from '../feed-event.js'

/** What a dossier holds about the human being asked for, as known at an instant. */
export interface OnePerson {
  /** The register entries, each one codice fiscale, that are this human being. */
  entries: Set<string>
  /** Known, and not undone. */
  events: RecordedEvent[]
  /** All registrations of these entries, later ones too: they say that the person is registered. */
  registrations: RecordedEvent[]
}

/**
 * Takes from a dossier what belongs to one human being. After `persona.codiceFiscaleVariato` each of the codes names
 * the person; before it is known, or once undone, they are strangers (docs/contracts.md §1).
 */
export function ofOnePerson(dossier: Dossier, knownAt: Instant): OnePerson {
  const known = knownEvents(dossier, knownAt)
  const entries = tiedTo(dossier.start, known)
  return {
    entries,
    events: known.filter((event) => entries.has(event.entry)),
    registrations: dossier.events.filter(
      (event) => event.type === 'persona.registrata' && entries.has(event.entry),
    ),
  }
}

function tiedTo(start: string | undefined, known: RecordedEvent[]): Set<string> {
  const tied = new Set(start === undefined ? [] : [start])
  for (let grown = true; grown;) {
    grown = false
    for (const { entry, otherEntry } of known) {
      if (otherEntry === undefined || tied.has(entry) === tied.has(otherEntry)) continue
      tied.add(entry).add(otherEntry)
      grown = true
    }
  }
  return tied
}
