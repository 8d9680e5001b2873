import { type Verbale } from '../feed-event.js'
import { type Giudizio } from '../giudizio.js'

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

/** Of two in one area from one day the last listed speaks (docs/contracts.md §2): a stable sort leaves these in order. */
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

/** As bytes that sort by key, then by origin: of two lines for one act the first in the list comes first. */
export function encodeAct({ key, origin, codes, fields }: ComparedAct): Buffer {
  const from = Buffer.from(origin, 'latin1')
  return Buffer.concat([key, counted(from.length), from, counted(codes.length), ...codes, ...fields])
}

export function decodeAct(bytes: Buffer): ComparedAct {
  let end = KEY
  const take = (length: number) => bytes.subarray(end, (end += length))
  const count = () => take(1)[0] ?? 0
  const origin = take(count()).toString('latin1')
  const codes = Array.from({ length: count() }, () => take(SHORT))
  const fields = Array.from({ length: (bytes.length - end) / SHORT }, () => take(SHORT))
  return { key: bytes.subarray(0, KEY), origin, codes, fields }
}

function counted(number: number): Buffer {
  return Buffer.from([number])
}

/** The number of a line as an origin: as long as any, so that it sorts by its value. */
export function originOfLine(line: number): string {
  return String(line).padStart(12, '0')
}
