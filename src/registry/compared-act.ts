import { type Verbale } from './feed-event.js'
import { type Giudizio } from './giudizio.js'

/** What is compared of an act, besides whose it is. */
export const COMPARED = [
  'procedura',
  'dataVisita',
  'dataDefinizione',
  'giudizi',
  'noteFiscali',
  'dm2007',
  'sostituisce',
] as const satisfies (keyof Verbale)[]

/** A field in which two descriptions of one act may differ. */
export type ComparedField = 'codiceFiscale' | (typeof COMPARED)[number]

/** The same text for the same meaning: the order of a list counts only where the rules look at it. */
export function comparedText(act: Verbale, field: (typeof COMPARED)[number]): string {
  switch (field) {
    case 'giudizi':
      return JSON.stringify([...act.giudizi].sort(byDay).map(giudizioMembers))
    case 'noteFiscali':
      return [...new Set(act.noteFiscali)].sort().join()
    case 'dm2007':
      return String(act.dm2007 ?? false)
    case 'sostituisce':
      return act.sostituisce ?? ''
    case 'procedura':
    case 'dataVisita':
    case 'dataDefinizione':
      return act[field]
  }
}

/** Of two in one area from one day the last listed speaks (design.md §6.2): a stable sort leaves these in order. */
function byDay(one: Giudizio, other: Giudizio): number {
  const [left, right] = [`${one.area} ${one.dal}`, `${other.area} ${other.dal}`]
  return left < right ? -1 : left > right ? 1 : 0
}

function giudizioMembers({ area, codice, percentuale, dal, al, dataRevisione }: Giudizio) {
  return [area, codice, percentuale, dal, al, dataRevisione]
}

/** An act as it is sorted and compared: look-up codes, and nothing that could be read. */
export interface ComparedAct {
  /** Of the protocollo. */
  key: Buffer
  /** Where it comes from: the id of our event, or the line of the list. */
  origin: string
  /** Of every codice fiscale that names the person. */
  codes: Buffer[]
  /** One a field of {@link COMPARED}; none where the line could not be read. */
  fields: Buffer[]
}

/** Enough of a look-up code to tell two values of one field of one act apart. */
export const SHORT = 8
const KEY = 32

/** As bytes that sort by key: key, count of codes, codes, count of fields, fields, origin. */
export function encodeAct({ key, origin, codes, fields }: ComparedAct): Buffer {
  const counts = [Buffer.from([codes.length]), Buffer.from([fields.length])] as const
  return Buffer.concat([key, counts[0], ...codes, counts[1], ...fields, Buffer.from(origin, 'latin1')])
}

export function decodeAct(bytes: Buffer): ComparedAct {
  let end = KEY
  const list = () => {
    const count = bytes[end++] ?? 0
    return Array.from({ length: count }, () => bytes.subarray(end, (end += SHORT)))
  }
  const [codes, fields] = [list(), list()]
  return { key: bytes.subarray(0, KEY), codes, fields, origin: bytes.toString('latin1', end) }
}
