import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type Instant } from '../../kernel/instant.js'
import { type Mac } from '../mac.js'
import { type PreparedEvent, type PreparedLine } from '../reading/prepare-line.js'
import { type Admission, admitEvent } from './admit-event.js'
import { type Archive } from './archive.js'

/** An event to be written, with its entries. */
export interface AdmittedEvent extends PreparedEvent {
  entry: string
  otherEntry: string | undefined
  /** An act whose protocollo another event has too: one of them was undone. */
  sharesProtocollo: boolean
}

/** A codice fiscale seen for the first time. */
export interface NewEntry {
  id: string
  codeMac: Mac
}

export interface JudgePorts {
  loadArchive: (events: PreparedEvent[]) => Promise<Archive>
  insertEntries: (entries: NewEntry[], now: Instant) => Promise<void>
  insertEvents: (events: AdmittedEvent[], now: Instant) => Promise<void>
  clock: Clock
  chance: Chance
}

/** A line and what became of it. */
export interface JudgedLine<Line extends PreparedLine = PreparedLine> {
  line: Line
  admission: Admission
  /** Where it was recorded. */
  recorded: AdmittedEvent | undefined
}

/** Judges lines one after the other against what is recorded, and writes those admitted. */
export async function judgeLines<Line extends PreparedLine>(
  ports: JudgePorts,
  lines: Line[],
): Promise<JudgedLine<Line>[]> {
  const archive = await ports.loadArchive(
    lines.flatMap(({ reading }) => (reading.kind === 'read' ? [reading] : [])),
  )
  const entries = new Entries(archive, ports.chance)
  const judged = lines.map((line) => judge(archive, entries, line))
  const recorded = judged.flatMap((line) => line.recorded ?? [])
  const now = ports.clock.now()
  await ports.insertEntries(entries.newOnesOf(recorded), now)
  await ports.insertEvents(recorded, now)
  return judged
}

function judge<Line extends PreparedLine>(archive: Archive, entries: Entries, line: Line): JudgedLine<Line> {
  const { reading } = line
  if (reading.kind === 'refused') return { line, admission: reading, recorded: undefined }
  const entry = entries.of(reading.codeMac)
  const otherEntry = reading.otherCodeMac === undefined ? undefined : entries.of(reading.otherCodeMac)
  const candidate: AdmittedEvent = { ...reading, entry, otherEntry, sharesProtocollo: false }
  const admission = admitEvent(archive, candidate)
  if (admission.kind === 'refused' || admission.kind === 'repeated')
    return { line, admission, recorded: undefined }
  candidate.sharesProtocollo = archive.actsOf(reading.protocolloMac ?? '').length > 1
  return { line, admission, recorded: candidate }
}

/** The entries of the codes that a batch names. */
class Entries {
  private readonly made: NewEntry[] = []

  constructor(
    private readonly archive: Archive,
    private readonly chance: Chance,
  ) {}

  of(codeMac: Mac): string {
    const known = this.archive.entries.get(codeMac)
    if (known !== undefined) return known
    const id = this.chance.uuid()
    this.archive.entries.set(codeMac, id)
    this.made.push({ id, codeMac })
    return id
  }

  /** Those that a recorded event needs: a refused line makes no entry. */
  newOnesOf(recorded: AdmittedEvent[]): NewEntry[] {
    const needed = new Set<string | undefined>()
    for (const { entry, otherEntry } of recorded) needed.add(entry).add(otherEntry)
    return this.made.filter(({ id }) => needed.has(id))
  }
}
