import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Verbale } from '../feed-event.js'
import { type Refusal } from '../quarantine/quarantine.js'
import { type NumberedLine, UNREADABLE, WHOLE_LINE } from '../reading/prepare-line.js'
import { compareSorted, type Difference } from './compare-sorted.js'
import {
  COMPARED,
  type ComparedAct,
  comparedText,
  decodeAct,
  encodeAct,
  originOfLine,
  SHORT,
} from './compared-act.js'

/** What a line of the institution's list came to. */
export type SnapshotLine =
  | { kind: 'read'; act: Verbale; codiceFiscale: CodiceFiscale }
  /** The protocollo, where that much can be read. */
  | { kind: 'refused'; field: string; reason: string; protocollo: string | undefined }

/** An act in force of ours. */
export interface OwnAct {
  eventId: string
  act: Verbale
  /** Look-up codes of every codice fiscale of the person. */
  codeMacs: Buffer[]
}

/** Sorts records of any number in flat memory. */
export interface Sorter {
  add: (record: Buffer) => void
  /** In the order of their bytes; once. */
  sorted: () => Iterable<Buffer>
  close: () => void
}

export interface ComparePorts {
  readLine: (text: string) => SnapshotLine
  /** Every act in force, as known when asked, in any order. */
  findActsInForce: () => AsyncIterable<OwnAct>
  protocolloMac: (protocollo: string) => Buffer
  /** One, and while look-up keys are being rotated one a key: ours may be filed under any. */
  codeMacs: (codiceFiscale: CodiceFiscale) => Buffer[]
  contentMac: (content: string) => Buffer
  openSorter: () => Sorter
}

/** What a comparison says while it runs. */
export interface CompareReport {
  refused: (refusal: Refusal) => void
  differs: (difference: Difference) => void
  /** So many more lines of the list, or acts of ours, were read. */
  advanced: (of: 'lines' | 'acts', count: number) => void
}

export type CompareCount = Record<Difference['kind'] | 'equal' | 'refused', number>

/** How often progress is told. */
const STEP = 5000

/**
 * Compares the institution's list of acts in force with ours, by protocollo: both are read once, sorted outside memory
 * by keyed look-up codes, and passed along each other. Memory stays flat, and what is sorted names nobody.
 */
export function compareRegistry(ports: ComparePorts) {
  return async (lines: AsyncIterable<NumberedLine>, report: CompareReport): Promise<CompareCount> => {
    const count: CompareCount = { equal: 0, missing: 0, unknown: 0, different: 0, repeated: 0, refused: 0 }
    const digest = digestOf(ports)
    const [theirs, ours] = [ports.openSorter(), ports.openSorter()]
    try {
      const refuse = (refusal: Refusal) => {
        count.refused++
        report.refused(refusal)
      }
      await gather(theirActs(ports, digest, lines, refuse), theirs, (more) => {
        report.advanced('lines', more)
      })
      await gather(ourActs(ports, digest), ours, (more) => {
        report.advanced('acts', more)
      })
      for (const found of compareSorted(decoded(theirs.sorted()), decoded(ours.sorted()))) {
        count[found.kind]++
        if (found.kind !== 'equal') report.differs(found)
      }
      return count
    } finally {
      theirs.close()
      ours.close()
    }
  }
}

async function gather(
  acts: AsyncIterable<ComparedAct>,
  sorter: Sorter,
  advanced: (more: number) => void,
): Promise<void> {
  let count = 0
  for await (const act of acts) {
    sorter.add(encodeAct(act))
    if (++count % STEP === 0) advanced(STEP)
  }
  advanced(count % STEP)
}

function* decoded(records: Iterable<Buffer>): Generator<ComparedAct> {
  for (const record of records) yield decodeAct(record)
}

async function* theirActs(
  ports: ComparePorts,
  digest: (act: Verbale) => Buffer[],
  lines: AsyncIterable<NumberedLine>,
  refuse: (refusal: Refusal) => void,
): AsyncGenerator<ComparedAct> {
  for await (const { line, text, unreadable } of lines) {
    if (unreadable !== undefined) {
      refuse({ line, field: WHOLE_LINE, reason: UNREADABLE[unreadable] })
      continue
    }
    if (text.trim() === '') continue
    const reading = ports.readLine(text)
    if (reading.kind === 'read') {
      const { act, codiceFiscale } = reading
      const codes = ports.codeMacs(codiceFiscale).map(short)
      yield {
        key: ports.protocolloMac(act.protocollo),
        origin: originOfLine(line),
        codes,
        fields: digest(act),
      }
      continue
    }
    const { field, reason, protocollo } = reading
    refuse({ line, field, reason })
    if (protocollo !== undefined)
      yield { key: ports.protocolloMac(protocollo), origin: originOfLine(line), codes: [], fields: [] }
  }
}

async function* ourActs(
  ports: ComparePorts,
  digest: (act: Verbale) => Buffer[],
): AsyncGenerator<ComparedAct> {
  for await (const { eventId, act, codeMacs } of ports.findActsInForce()) {
    yield {
      key: ports.protocolloMac(act.protocollo),
      origin: eventId,
      codes: codeMacs.map(short),
      fields: digest(act),
    }
  }
}

/** How many look-up codes are kept: days and procedures repeat all the time. */
const KEPT = 50_000

/** The look-up codes of an act's fields. */
function digestOf({ contentMac }: ComparePorts): (act: Verbale) => Buffer[] {
  const kept = new Map<string, Buffer>()
  return (act) =>
    COMPARED.map((field) => {
      const text = `${field} ${comparedText(act, field)}`
      const known = kept.get(text)
      if (known) return known
      const mac = short(contentMac(text))
      if (field === 'giudizi' || field === 'sostituisce') return mac
      if (kept.size >= KEPT) kept.clear()
      kept.set(text, mac)
      return mac
    })
}

function short(mac: Buffer): Buffer {
  return mac.subarray(0, SHORT)
}
