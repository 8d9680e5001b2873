import { type Instant } from '../kernel/instant.js'

/** Ties two register entries: a `persona.codiceFiscaleVariato`. */
export interface Link {
  id: string
  entry: string
  otherEntry: string
}

/** An `evento.annullato`: who took which event back, and since when. */
export interface Undoing {
  /** The id of the event taken back. */
  evento: string
  /** The entry under which the undoing was recorded. */
  entry: string
  occurredAt: Instant
}

/** The entries that links tie to `start`, itself included. */
export function tiedEntries(start: string, links: readonly Link[]): Set<string> {
  const tied = new Set([start])
  for (let grown = true; grown;) {
    grown = false
    for (const { entry, otherEntry } of links) {
      if (tied.has(entry) === tied.has(otherEntry)) continue
      tied.add(entry).add(otherEntry)
      grown = true
    }
  }
  return tied
}

/** The links that still tie at an instant: one undone at that very instant does. */
export function standingAt(links: readonly Link[], undone: ReadonlyMap<string, Instant>, at: number): Link[] {
  return links.filter(({ id }) => (undone.get(id) ?? Infinity) >= at)
}

/**
 * Which events were taken back, and since when. An undoing works on events of the same person alone (docs/contracts.md §1):
 * of the person as she was at its `occurredAt`, so that it stays good when a merge is parted later, and whatever
 * arrived first. `entryOf` says under which entry an event is recorded; nothing for one that cannot be undone.
 */
export function undoneSince(
  undoings: readonly Undoing[],
  links: readonly Link[],
  entryOf: (event: string) => string | undefined,
): Map<string, Instant> {
  const undone = new Map<string, Instant>()
  for (const { evento, entry, occurredAt } of [...undoings].sort(byInstant)) {
    const other = entryOf(evento)
    if (other === undefined || undone.has(evento)) continue
    const own = other === entry || tiedEntries(entry, standingAt(links, undone, occurredAt)).has(other)
    if (own) undone.set(evento, occurredAt)
  }
  return undone
}

function byInstant(one: Undoing, other: Undoing): number {
  return one.occurredAt - other.occurredAt
}
