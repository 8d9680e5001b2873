import { type Instant } from '../kernel/instant.js'
import { type FactType, isUndoable } from './feed-event.js'
import { type Link, standingAt, tiedEntries, type Undoing, undoneSince } from './ties.js'

/** A recorded event, as far as admission needs it. */
export interface ArchivedEvent {
  id: string
  type: FactType
  entry: string
  occurredAt: Instant
  /** The look-up code of its content, in hexadecimal. */
  contentMac: string
}

/**
 * What is recorded, as far as the lines of one batch name it. Admission reads it, and writes each admitted event into
 * it, so that a batch is judged line by line like a stream.
 */
export class Archive {
  readonly events = new Map<string, ArchivedEvent>()
  /** Entry by the look-up code of its codice fiscale, in hexadecimal. */
  readonly entries = new Map<string, string>()
  /** Events of acts by the look-up code of their protocollo, in hexadecimal. */
  readonly acts = new Map<string, { event: string; entry: string }[]>()
  readonly registered = new Set<string>()
  readonly links: Link[] = []
  readonly undoings: Undoing[] = []
  private undone: ReadonlyMap<string, Instant> | undefined

  addEvent(event: ArchivedEvent): void {
    this.events.set(event.id, event)
    if (event.type === 'persona.registrata') this.registered.add(event.entry)
    this.undone = undefined
  }

  addAct(protocolloMac: string, act: { event: string; entry: string }): void {
    this.acts.set(protocolloMac, [...(this.acts.get(protocolloMac) ?? []), act])
  }

  addLink(link: Link): void {
    this.links.push(link)
    this.undone = undefined
  }

  addUndoing(undoing: Undoing): void {
    this.undoings.push(undoing)
    this.undone = undefined
  }

  /** Whether an event was taken back by somebody who may, as far as is known now; `entry` for one not recorded yet. */
  isUndone(event: string, entry?: string): boolean {
    if (entry !== undefined && !this.events.has(event)) {
      return this.undoings.some(
        (undoing) => undoing.evento === event && this.isSamePerson(undoing.entry, entry, undoing.occurredAt),
      )
    }
    return this.undoneNow().has(event)
  }

  /** Whether two entries are one human being, as things stood at an instant: a merge may be undone later. */
  isSamePerson(one: string, other: string, at: Instant): boolean {
    return one === other || this.entriesOf(one, at).has(other)
  }

  isRegistered(entry: string): boolean {
    for (const own of this.entriesOf(entry, Infinity)) if (this.registered.has(own)) return true
    return false
  }

  private entriesOf(entry: string, at: number): Set<string> {
    return tiedEntries(entry, standingAt(this.links, this.undoneNow(), at))
  }

  private undoneNow(): ReadonlyMap<string, Instant> {
    this.undone ??= undoneSince(this.undoings, this.links, (id) => {
      const event = this.events.get(id)
      return event && isUndoable(event) ? event.entry : undefined
    })
    return this.undone
  }
}
