import { type Archive } from './archive.js'
import { type FeedEvent } from './feed-event.js'

/** A line that was read, with the look-up codes under which the archive knows what it names (hexadecimal). */
export interface Candidate {
  event: FeedEvent
  contentMac: string
  /** The entry of its codice fiscale. */
  entry: string
  /** Of the act it records or names. */
  protocolloMac?: string
  /** Of the act it says to replace. */
  sostituisceMac?: string
}

export type Admission =
  | { kind: 'applied' }
  /** Stored; has its effect once the registration, act or event that it needs arrives. */
  | { kind: 'waiting' }
  | { kind: 'repeated' }
  | { kind: 'refused'; field: string; reason: string }

const ANOTHER_PERSON = 'was recorded for another person'

/**
 * Whether an event is recorded, and whether it works already (design.md §6.1). Judged by what is recorded, not by when:
 * whichever order a life arrives in, the same events end up recorded.
 */
export function admitEvent(archive: Archive, candidate: Candidate): Admission {
  const { event, contentMac, entry } = candidate
  const before = archive.events.get(event.id)
  if (before) {
    return before.contentMac === contentMac
      ? { kind: 'repeated' }
      : { kind: 'refused', field: 'id', reason: 'was recorded with other content' }
  }
  const refused = refusalOf(archive, candidate)
  if (refused) return { kind: 'refused', ...refused }
  return archive.isRegistered(entry) || event.type === 'persona.registrata'
    ? { kind: namesWhatIsRecorded(archive, candidate) ? 'applied' : 'waiting' }
    : { kind: 'waiting' }
}

function refusalOf(archive: Archive, candidate: Candidate): { field: string; reason: string } | undefined {
  const { event, entry, protocolloMac, sostituisceMac } = candidate
  switch (event.type) {
    case 'persona.registrata':
    case 'persona.deceduta':
      return undefined
    case 'persona.codiceFiscaleVariato':
      return event.data.nuovoCodiceFiscale === event.codiceFiscale
        ? { field: 'data.nuovoCodiceFiscale', reason: 'is the code that it changes' }
        : undefined
    case 'verbale.definito': {
      const taken = standingActs(archive, protocolloMac).length > 0 && !archive.isUndone(event.id, entry)
      if (taken) return { field: 'data.protocollo', reason: 'is that of an act already recorded' }
      return isOnlyOthers(archive, candidate, sostituisceMac)
        ? { field: 'data.sostituisce', reason: ANOTHER_PERSON }
        : undefined
    }
    case 'verbale.annullato':
    case 'revisione.aggiornata':
    case 'visita.assenza':
    case 'beneficio.revocato':
      return isOnlyOthers(archive, candidate, protocolloMac)
        ? { field: 'data.protocollo', reason: ANOTHER_PERSON }
        : undefined
    case 'evento.annullato':
      return refusalOfUndoing(archive, event.data.evento, candidate)
  }
}

function refusalOfUndoing(archive: Archive, evento: string, candidate: Candidate) {
  const field = 'data.evento'
  const named = archive.events.get(evento)
  if (evento === candidate.event.id || named?.type === 'evento.annullato')
    return { field, reason: 'is itself an undoing' }
  if (named?.type === 'persona.registrata')
    return { field, reason: 'is a registration, which cannot be undone' }
  return named && areStrangers(archive, candidate, named.entry)
    ? { field, reason: ANOTHER_PERSON }
    : undefined
}

function standingActs(archive: Archive, protocolloMac: string | undefined) {
  const acts = protocolloMac === undefined ? [] : (archive.acts.get(protocolloMac) ?? [])
  return acts.filter(({ event }) => !archive.isUndone(event))
}

/** Whether the act named is there, but only as somebody else's. */
function isOnlyOthers(archive: Archive, candidate: Candidate, protocolloMac: string | undefined): boolean {
  const acts = standingActs(archive, protocolloMac)
  return acts.length > 0 && acts.every((act) => areStrangers(archive, candidate, act.entry))
}

/**
 * Judged as things stood when the institution recorded the event: a merge undone later was one person then. And only
 * between registered people: of anybody else a registration or a change of code may still be on its way.
 */
function areStrangers(archive: Archive, { entry, event }: Candidate, other: string): boolean {
  return (
    !archive.isSamePerson(entry, other, event.occurredAt) &&
    archive.isRegistered(entry) &&
    archive.isRegistered(other)
  )
}

function namesWhatIsRecorded(archive: Archive, { event, protocolloMac }: Candidate): boolean {
  switch (event.type) {
    case 'persona.registrata':
    case 'persona.deceduta':
    case 'persona.codiceFiscaleVariato':
    case 'verbale.definito':
      return true
    case 'verbale.annullato':
    case 'revisione.aggiornata':
    case 'visita.assenza':
    case 'beneficio.revocato':
      return protocolloMac !== undefined && archive.acts.has(protocolloMac)
    case 'evento.annullato':
      return archive.events.has(event.data.evento)
  }
}

/** Writes an admitted event into the archive, so that the next line finds it. */
export function addToArchive(archive: Archive, candidate: Candidate, newEntry?: string): void {
  const { event, entry, contentMac, protocolloMac } = candidate
  archive.addEvent({ id: event.id, type: event.type, entry, occurredAt: event.occurredAt, contentMac })
  if (event.type === 'verbale.definito' && protocolloMac !== undefined) {
    archive.addAct(protocolloMac, { event: event.id, entry })
  }
  if (newEntry !== undefined) archive.addLink({ id: event.id, entry, otherEntry: newEntry })
  if (event.type === 'evento.annullato') {
    archive.addUndoing({ evento: event.data.evento, entry, occurredAt: event.occurredAt })
  }
}
