import { type Instant } from '../../kernel/instant.js'
import { type FactType, isUndoable } from '../feed-event.js'
import { append } from '../lists.js'
import { type Mac } from '../mac.js'
import { type Link, standingAt, tiedEntries, type Undoing, undoneSince } from '../ties.js'

/** A recorded event, as far as admission needs it. */
export interface ArchivedEvent {
  id: string
  type: FactType
  entry: string
  occurredAt: Instant
  contentMac: Mac
}

/** An instant after all others: links that were ever undone do not tie. */
const NOW = Infinity

/**
 * What is recorded, as far as the lines of one batch name it, with all that ties their people. Admission reads it, and
 * each admitted event is written into it, so that a batch is judged line by line like a stream.
 */
export class Archive {
  /** Entries by the look-up code of their codice fiscale. */
  readonly entries = new Map<Mac, string>()
  readonly events = new Map<string, ArchivedEvent>()
  /** Entries that have a `persona.registrata` of their own. */
  readonly registered = new Set<string>()
  private readonly acts = new Map<Mac, ArchivedEvent[]>()
  private readonly links = new Map<string, Link[]>()
  private readonly undoings = new Map<string, Undoing[]>()

  /** @param otherCodes look-up codes that other keys made of what a batch names, with what the current key makes of it */
  constructor(private readonly otherCodes: ReadonlyMap<Mac, Mac> = new Map()) {}

  addEntry(code: Mac, entry: string): void {
    this.entries.set(this.current(code), entry)
  }

  addEvent(event: ArchivedEvent): void {
    this.events.set(event.id, { ...event, contentMac: this.current(event.contentMac) })
    if (event.type === 'persona.registrata') this.registered.add(event.entry)
  }

  addAct(protocollo: Mac, event: ArchivedEvent): void {
    append(this.acts, this.current(protocollo), event)
  }

  addLink(link: Link): void {
    append(this.links, link.entry, link)
    if (link.otherEntry !== link.entry) append(this.links, link.otherEntry, link)
  }

  addUndoing(undoing: Undoing): void {
    append(this.undoings, undoing.evento, undoing)
  }

  /** The acts recorded under a protocollo: more than one only where the others were undone. */
  actsOf(protocollo: Mac): readonly ArchivedEvent[] {
    return this.acts.get(protocollo) ?? []
  }

  /** Whether an event, recorded already or just arriving, was taken back by somebody who may. */
  isUndone(event: Pick<ArchivedEvent, 'id' | 'type' | 'entry'>): boolean {
    if (!this.undoings.has(event.id) || !isUndoable(event)) return false
    const links = this.everTying(event.entry)
    return this.undoneAmong([event, ...this.eventsOf(links)], links).has(event.id)
  }

  /** Whether two entries are one human being: now, or still at an instant. */
  isSamePerson(one: string, other: string, at: number = NOW): boolean {
    return one === other || this.entriesOf(one, at).has(other)
  }

  /** Whether the human being of an entry is registered, be it under another code. */
  isRegistered(entry: string): boolean {
    if (this.registered.has(entry)) return true
    for (const own of this.entriesOf(entry, NOW)) if (this.registered.has(own)) return true
    return false
  }

  private current(code: Mac): Mac {
    return this.otherCodes.get(code) ?? code
  }

  private entriesOf(entry: string, at: number): Set<string> {
    const links = this.everTying(entry)
    if (links.length === 0) return new Set([entry])
    return tiedEntries(entry, standingAt(links, this.undoneAmong(this.eventsOf(links), links), at))
  }

  /** Every link, undone or not, that leads to an entry over any number of others. */
  private everTying(entry: string): Link[] {
    const found = new Set(this.links.get(entry))
    // A set gives what is added while it is walked through, too.
    for (const link of found) {
      for (const end of [link.entry, link.otherEntry])
        for (const next of this.links.get(end) ?? []) found.add(next)
    }
    return [...found]
  }

  private eventsOf(links: Link[]): ArchivedEvent[] {
    return links.flatMap(({ id }) => this.events.get(id) ?? [])
  }

  private undoneAmong(events: Pick<ArchivedEvent, 'id' | 'entry'>[], links: Link[]): Map<string, Instant> {
    const entries = new Map(events.map(({ id, entry }) => [id, entry]))
    const undoings = events.flatMap(({ id }) => this.undoings.get(id) ?? [])
    return undoneSince(undoings, links, (id) => entries.get(id))
  }
}
