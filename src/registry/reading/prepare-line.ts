import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Place } from '../../vault/vault.js'
import { type FeedEvent } from '../feed-event.js'
import { type Mac } from '../mac.js'
import { bodyPlace } from '../recorded-event.js'
import { type ReadFeedLine } from './feed-line.js'

/** A line, with its number from 1. */
export interface NumberedLine {
  line: number
  text: string
  /** Why it is not even text; then `text` is what was kept of its bytes. */
  unreadable?: 'notUtf8' | 'tooLong'
}

/** A line made ready for its batch: what needs no database is done. */
export interface PreparedLine {
  line: number
  text: string
  reading: PreparedEvent | WrongLine
}

/** What judging and writing need of an event in clear; all the rest is in its sealed body alone. */
export interface EventHead extends Pick<FeedEvent, 'id' | 'type' | 'occurredAt'> {
  /** The event that an `evento.annullato` takes back. */
  evento?: string
  /** The event that a `rappresentanza.cessata` ends. */
  ended?: string
}

/** A line that was read, with the look-up codes of what it names, and its body sealed. */
export interface PreparedEvent {
  kind: 'read'
  event: EventHead
  contentMac: Mac
  sealedBody: Buffer
  codeMac: Mac
  /** Of the other code that it names: the new one, or a representative's. */
  otherCodeMac: Mac | undefined
  /** Of the act that it records or names. */
  protocolloMac: Mac | undefined
  /** Of the act that it says to replace. */
  sostituisceMac: Mac | undefined
}

interface WrongLine {
  kind: 'refused'
  field: string
  reason: string
  codeMac: Mac | undefined
}

export interface PreparePorts {
  readLine: ReadFeedLine
  codeMac: (codiceFiscale: CodiceFiscale) => Mac
  protocolloMac: (protocollo: string) => Mac
  contentMac: (content: string) => Mac
  seal: (place: Place, clear: string) => Buffer
}

/** The field of what is not even text. */
export const WHOLE_LINE = 'line'

export const UNREADABLE = {
  notUtf8: 'is not UTF-8; write the file anew in that encoding',
  tooLong: 'is longer than one mebibyte; an event is far shorter, and ends with its line',
}

/** Reads a line, and prepares what it takes to judge and write it. */
export function prepareLine(ports: PreparePorts) {
  return ({ line, text, unreadable }: NumberedLine): PreparedLine => ({
    line,
    text,
    reading:
      unreadable === undefined
        ? prepare(ports, text)
        : { kind: 'refused', field: WHOLE_LINE, reason: UNREADABLE[unreadable], codeMac: undefined },
  })
}

function prepare(ports: PreparePorts, text: string): PreparedLine['reading'] {
  const reading = ports.readLine(text)
  if (reading.kind === 'refused') {
    const { kind, field, reason, codiceFiscale } = reading
    return { kind, field, reason, codeMac: codiceFiscale && ports.codeMac(codiceFiscale) }
  }
  const { event, content } = reading
  const { protocollo, sostituisce, otherCode } = namedBy(event)
  return {
    kind: 'read',
    event: headOf(event),
    contentMac: ports.contentMac(content),
    sealedBody: ports.seal(bodyPlace(event.id), content),
    codeMac: ports.codeMac(event.codiceFiscale),
    otherCodeMac: otherCode && ports.codeMac(otherCode),
    protocolloMac: protocollo === undefined ? undefined : ports.protocolloMac(protocollo),
    sostituisceMac: sostituisce === undefined ? undefined : ports.protocolloMac(sostituisce),
  }
}

function headOf({ id, type, occurredAt, data }: FeedEvent): EventHead {
  if (type === 'evento.annullato') return { id, type, occurredAt, evento: data.evento }
  if (type === 'rappresentanza.cessata') return { id, type, occurredAt, ended: data.rappresentanza }
  return { id, type, occurredAt }
}

interface Named {
  protocollo?: string
  sostituisce?: string | undefined
  otherCode?: CodiceFiscale
}

/** What an event names, and so is filed under. */
export function namedBy({ type, data }: FeedEvent): Named {
  if (type === 'persona.codiceFiscaleVariato') return { otherCode: data.nuovoCodiceFiscale }
  if (type === 'rappresentanza.registrata') return { otherCode: data.rappresentante }
  if (type === 'verbale.definito') return { protocollo: data.protocollo, sostituisce: data.sostituisce }
  return 'protocollo' in data ? { protocollo: data.protocollo } : {}
}
