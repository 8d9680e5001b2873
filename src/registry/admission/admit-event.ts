import { type Mac } from '../mac.js'
import { type EventHead } from '../reading/prepare-line.js'
import { type Archive, type ArchivedEvent } from './archive.js'

/** A line that was read, with the look-up codes under which the archive knows what it names. */
export interface Candidate {
  event: EventHead
  contentMac: Mac
  /** The entry of its codice fiscale. */
  entry: string
  /** The entry of the other code that it names: of the new one, or of a representative. */
  otherEntry?: string | undefined
  /** Of the act that it records or names. */
  protocolloMac?: Mac | undefined
  /** Of the act that it says to replace. */
  sostituisceMac?: Mac | undefined
}

export type WaitsFor = 'registration' | 'act' | 'event'

export type Admission =
  | { kind: 'applied' }
  /** Stored; has its effect once the registration, act or event that it needs arrives. */
  | { kind: 'waiting'; waitsFor: WaitsFor }
  | { kind: 'repeated' }
  | ({ kind: 'refused' } & WrongField)

interface WrongField {
  field: string
  reason: string
}

const ANOTHER_PERSON =
  'was recorded for another person; correct codiceFiscale, or send the change of code that makes the two one'

/**
 * Whether an event is recorded, and whether it works already (docs/contracts.md §1); an admitted one is in the archive
 * afterwards. Judged by what is recorded, and by the person as she was at `occurredAt`, never by when lines arrive:
 * whichever order a life comes in, the same events end up working.
 */
export function admitEvent(archive: Archive, candidate: Candidate): Admission {
  const { event, contentMac } = candidate
  const before = archive.events.get(event.id)
  if (before?.contentMac === contentMac) return { kind: 'repeated' }
  const wrong = before
    ? {
        field: 'id',
        reason:
          'was recorded with other content; give this event an id of its own, and undo the other if it is wrong',
      }
    : refusalOf(archive, candidate)
  if (wrong) return { kind: 'refused', ...wrong }
  const waiting = waitsFor(archive, addToArchive(archive, candidate), namedBy(candidate))
  return waiting === undefined ? { kind: 'applied' } : { kind: 'waiting', waitsFor: waiting }
}

/** What a recorded event still lacks to have its effect; nothing for one that was itself taken back. */
export function waitsFor(
  archive: Archive,
  { id, type, entry, occurredAt }: Omit<ArchivedEvent, 'contentMac'>,
  named: { act?: Mac | undefined; event?: string | undefined },
): WaitsFor | undefined {
  if (archive.isUndone({ id, type, entry })) return undefined
  if (!archive.isRegistered(entry)) return 'registration'
  const isThere = (other: ArchivedEvent) =>
    archive.isSamePerson(entry, other.entry, occurredAt) && !archive.isUndone(other)
  if (named.act !== undefined && !archive.actsOf(named.act).some(isThere)) return 'act'
  if (named.event === undefined) return undefined
  const event = archive.events.get(named.event)
  return event && archive.isSamePerson(entry, event.entry, occurredAt) ? undefined : 'event'
}

function namedBy({ event, protocolloMac }: Candidate): { act?: Mac | undefined; event?: string } {
  const named = event.evento ?? event.ended
  if (named !== undefined) return { event: named }
  return event.type === 'verbale.definito' ? {} : { act: protocolloMac }
}

function refusalOf(archive: Archive, candidate: Candidate): WrongField | undefined {
  const { event, entry, protocolloMac } = candidate
  switch (event.type) {
    case 'persona.registrata':
    case 'persona.deceduta':
      return undefined
    case 'persona.codiceFiscaleVariato':
      return candidate.otherEntry === entry
        ? { field: 'data.nuovoCodiceFiscale', reason: 'is the code that it changes; give the new one' }
        : undefined
    case 'verbale.definito':
      return refusalOfAct(archive, candidate)
    case 'verbale.annullato':
    case 'revisione.aggiornata':
    case 'visita.assenza':
    case 'beneficio.revocato':
      return standsForOthersOnly(archive, candidate, protocolloMac).some(
        (act) => archive.isRegistered(entry) && archive.isRegistered(act.entry),
      )
        ? { field: 'data.protocollo', reason: ANOTHER_PERSON }
        : undefined
    case 'rappresentanza.registrata':
      return candidate.otherEntry === entry
        ? { field: 'data.rappresentante', reason: 'is the person represented; give the code of who acts' }
        : undefined
    case 'rappresentanza.cessata':
      return refusalOfEnding(archive, candidate, event.ended ?? '')
    case 'evento.annullato':
      return refusalOfUndoing(archive, candidate, event.evento ?? '')
  }
}

/** An act that an undoing already waits for takes nobody's protocollo. */
function refusalOfAct(archive: Archive, candidate: Candidate): WrongField | undefined {
  const { event, entry, protocolloMac = '', sostituisceMac } = candidate
  const isTaken = archive.actsOf(protocolloMac).some((act) => !archive.isUndone(act))
  if (isTaken && !archive.isUndone({ id: event.id, type: event.type, entry }))
    return {
      field: 'data.protocollo',
      reason: 'is that of an act already recorded; give this act its own, or undo the other first',
    }
  return standsForOthersOnly(archive, candidate, sostituisceMac).length > 0
    ? { field: 'data.sostituisce', reason: ANOTHER_PERSON }
    : undefined
}

/** Acts that stand under a protocollo, where none of that protocollo was ever this person's. */
function standsForOthersOnly(archive: Archive, { event, entry }: Candidate, protocollo: Mac | undefined) {
  const acts = protocollo === undefined ? [] : archive.actsOf(protocollo)
  if (acts.some((act) => archive.isSamePerson(entry, act.entry, event.occurredAt))) return []
  return acts.filter((act) => !archive.isUndone(act))
}

function refusalOfEnding(archive: Archive, candidate: Candidate, ended: string): WrongField | undefined {
  const field = 'data.rappresentanza'
  const named = ended === candidate.event.id ? candidate.event : archive.events.get(ended)
  if (named !== undefined && named.type !== 'rappresentanza.registrata')
    return { field, reason: 'is no rappresentanza.registrata; give the id of the one that ends' }
  return refusalOfStrangers(archive, candidate, { field, named: ended })
}

function refusalOfUndoing(archive: Archive, candidate: Candidate, evento: string): WrongField | undefined {
  const { event } = candidate
  const field = 'data.evento'
  const named = evento === event.id ? event : archive.events.get(evento)
  if (named?.type === 'evento.annullato')
    return {
      field,
      reason: 'is an undoing, which cannot be undone; send what it took back again, under a new id',
    }
  if (named?.type === 'persona.registrata')
    return { field, reason: 'is a registration, which cannot be undone; send one with the right data' }
  return refusalOfStrangers(archive, candidate, { field, named: evento })
}

/** Strangers only where both are registered: of anybody else a registration or a merge may still be on its way. */
function refusalOfStrangers(
  archive: Archive,
  { event, entry }: Candidate,
  { field, named }: { field: string; named: string },
): WrongField | undefined {
  const other = archive.events.get(named)?.entry
  if (other === undefined || archive.isSamePerson(entry, other, event.occurredAt)) return undefined
  return archive.isRegistered(entry) && archive.isRegistered(other)
    ? { field, reason: ANOTHER_PERSON }
    : undefined
}

function addToArchive(archive: Archive, candidate: Candidate): ArchivedEvent {
  const { event, entry, otherEntry, contentMac, protocolloMac } = candidate
  const { id, type, occurredAt } = event
  const archived = { id, type, entry, occurredAt, contentMac }
  archive.addEvent(archived)
  if (type === 'verbale.definito' && protocolloMac !== undefined) archive.addAct(protocolloMac, archived)
  if (type === 'persona.codiceFiscaleVariato' && otherEntry !== undefined)
    archive.addLink({ id, entry, otherEntry: otherEntry })
  if (event.evento !== undefined) archive.addUndoing({ evento: event.evento, entry, occurredAt })
  return archived
}
