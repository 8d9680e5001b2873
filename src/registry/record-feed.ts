import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { addToArchive, type Admission, admitEvent, type Candidate } from './admit-event.js'
import { type Archive } from './archive.js'
import { type FeedEvent } from './feed-event.js'
import { type ReadFeedLine } from './feed-line.js'

/** A line, with its number from 1. */
export interface NumberedLine {
  line: number
  text: string
}

export interface Refusal {
  line: number
  field: string
  reason: string
}

export interface FeedCount {
  applied: number
  repeated: number
  waiting: number
  refused: number
}

/** What a batch names: the keys under which the archive is asked. Look-up codes are hexadecimal. */
export interface ArchiveKeys {
  events: string[]
  codes: string[]
  acts: string[]
}

export interface RefusedLine extends Refusal {
  text: string
  codeMac: string | undefined
  protocolloMac: string | undefined
}

/** An event to be written, with the entry of the new code where it changes one. */
export interface AdmittedEvent extends Candidate {
  content: string
  newEntry: string | undefined
}

export interface NewEntry {
  id: string
  codeMac: string
}

/** A refused line kept aside, to be tried again. */
export interface QuarantinedLine {
  id: string
  line: number
  text: string
}

/** What may be done in the one transaction of a batch; the feed has one writer at a time. */
export interface FeedPorts {
  loadArchive: (keys: ArchiveKeys) => Promise<Archive>
  insertEntries: (entries: NewEntry[], now: Instant) => Promise<void>
  insertEvents: (events: AdmittedEvent[], now: Instant) => Promise<void>
  insertRefused: (lines: RefusedLine[], now: Instant) => Promise<void>
  /** Quarantined lines about people tied to these entries, or with the protocollo of one of these acts. */
  findQuarantined: (about: { entries: string[]; actEvents: string[] }) => Promise<QuarantinedLine[]>
  releaseQuarantined: (ids: string[], now: Instant) => Promise<void>
  updateQuarantined: (lines: (Refusal & { id: string })[]) => Promise<void>
}

export interface RecordFeedUse {
  transact: <T>(work: (ports: FeedPorts) => Promise<T>) => Promise<T>
  readLine: ReadFeedLine
  codeMac: (codiceFiscale: CodiceFiscale) => string
  protocolloMac: (protocollo: string) => string
  contentMac: (content: string) => string
  clock: Clock
  chance: Chance
}

export interface BatchOutcome extends FeedCount {
  refusals: Refusal[]
}

/**
 * Records a batch of lines: all of it or, where something breaks, nothing. Each line is judged by itself; what is
 * refused goes to quarantine, whole and sealed, and its neighbours are recorded.
 */
export function recordFeed(use: RecordFeedUse) {
  return (lines: NumberedLine[]): Promise<BatchOutcome> =>
    use.transact(async (ports) => {
      const judged = await judge(use, ports, lines)
      const refused = judged.filter(({ admission }) => admission.kind === 'refused')
      await ports.insertRefused(refused.map(toRefusedLine), use.clock.now())
      await retryQuarantined(use, ports, judged)
      return countOf(judged)
    })
}

/** Tries quarantined lines again, through the same parser and the same admission. */
export function replayQuarantine(use: RecordFeedUse) {
  return (lines: QuarantinedLine[]): Promise<BatchOutcome> =>
    use.transact(async (ports) => {
      const judged = await retry(use, ports, lines)
      await retryQuarantined(use, ports, judged)
      return countOf(judged)
    })
}

interface Judged {
  line: NumberedLine
  admission: Admission
  candidate?: AdmittedEvent
  codeMac: string | undefined
}

async function judge(use: RecordFeedUse, ports: FeedPorts, lines: NumberedLine[]): Promise<Judged[]> {
  const read = lines.map((line) => ({ line, reading: use.readLine(line.text) }))
  const events = read.flatMap(({ reading }) => (reading.kind === 'read' ? [reading] : []))
  const archive = await ports.loadArchive(
    keysOf(
      use,
      events.map(({ event }) => event),
    ),
  )
  const entries: NewEntry[] = []
  const entryOf = (codiceFiscale: CodiceFiscale): string => {
    const codeMac = use.codeMac(codiceFiscale)
    const known = archive.entries.get(codeMac)
    if (known !== undefined) return known
    const entry = { id: use.chance.uuid(), codeMac }
    archive.entries.set(codeMac, entry.id)
    entries.push(entry)
    return entry.id
  }
  const judged = read.map(({ line, reading }): Judged => {
    if (reading.kind === 'refused') {
      const { field, reason, codiceFiscale } = reading
      const codeMac = codiceFiscale && use.codeMac(codiceFiscale)
      return { line, admission: { kind: 'refused', field, reason }, codeMac }
    }
    const candidate = toCandidate(use, reading, entryOf)
    const admission = admitEvent(archive, candidate)
    if (admission.kind === 'applied' || admission.kind === 'waiting')
      addToArchive(archive, candidate, candidate.newEntry)
    return { line, admission, candidate, codeMac: use.codeMac(reading.event.codiceFiscale) }
  })
  const now = use.clock.now()
  const recorded = judged.flatMap(({ admission, candidate }) =>
    candidate && (admission.kind === 'applied' || admission.kind === 'waiting') ? [candidate] : [],
  )
  // An entry that only refused lines name is not made.
  const named = new Set(recorded.flatMap(({ entry, newEntry }) => [entry, newEntry]))
  await ports.insertEntries(
    entries.filter(({ id }) => named.has(id)),
    now,
  )
  await ports.insertEvents(recorded, now)
  return judged
}

/**
 * A change of code, a merge or an undoing may make good what was refused before it came: its people's lines in
 * quarantine are tried again at once, so that the order of arrival changes no answer.
 */
async function retryQuarantined(use: RecordFeedUse, ports: FeedPorts, judged: Judged[]): Promise<void> {
  const tried = new Set<string>()
  for (let news = judged; ;) {
    const about = movedBy(news)
    if (about.entries.length === 0) return
    const lines = (await ports.findQuarantined(about)).filter(({ id }) => !tried.has(id))
    if (lines.length === 0) return
    for (const { id } of lines) tried.add(id)
    news = await retry(use, ports, lines)
    // What is refused again may be good once another of these lines is recorded.
    if (news.some(({ admission }) => admission.kind === 'applied' || admission.kind === 'waiting'))
      tried.clear()
  }
}

/** Whose ties or acts were changed. */
function movedBy(judged: Judged[]): { entries: string[]; actEvents: string[] } {
  const about = { entries: [] as string[], actEvents: [] as string[] }
  for (const { admission, candidate } of judged) {
    if (!candidate || (admission.kind !== 'applied' && admission.kind !== 'waiting')) continue
    const { event, entry, newEntry } = candidate
    if (event.type === 'evento.annullato') about.actEvents.push(event.data.evento)
    if (event.type === 'evento.annullato' || newEntry !== undefined) about.entries.push(entry)
    if (newEntry !== undefined) about.entries.push(newEntry)
  }
  return about
}

async function retry(use: RecordFeedUse, ports: FeedPorts, lines: QuarantinedLine[]): Promise<Judged[]> {
  const judged = await judge(use, ports, lines)
  const released: string[] = []
  const refused: (Refusal & { id: string })[] = []
  for (const [index, { admission }] of judged.entries()) {
    const line = lines[index]
    if (!line) continue
    if (admission.kind === 'refused')
      refused.push({ id: line.id, line: line.line, field: admission.field, reason: admission.reason })
    else released.push(line.id)
  }
  await ports.releaseQuarantined(released, use.clock.now())
  await ports.updateQuarantined(refused)
  return judged
}

function toCandidate(
  use: RecordFeedUse,
  { event, content }: { event: FeedEvent; content: string },
  entryOf: (codiceFiscale: CodiceFiscale) => string,
): AdmittedEvent {
  const named = namedBy(event)
  const changesCode = event.type === 'persona.codiceFiscaleVariato'
  return {
    event,
    content,
    contentMac: use.contentMac(content),
    entry: entryOf(event.codiceFiscale),
    newEntry: changesCode ? entryOf(event.data.nuovoCodiceFiscale) : undefined,
    ...(named.protocollo === undefined ? {} : { protocolloMac: use.protocolloMac(named.protocollo) }),
    ...(named.sostituisce === undefined ? {} : { sostituisceMac: use.protocolloMac(named.sostituisce) }),
  }
}

function namedBy(event: FeedEvent): { protocollo?: string | undefined; sostituisce?: string | undefined } {
  if (event.type === 'verbale.definito') {
    return { protocollo: event.data.protocollo, sostituisce: event.data.sostituisce }
  }
  return 'protocollo' in event.data ? { protocollo: event.data.protocollo } : {}
}

function keysOf(use: RecordFeedUse, events: FeedEvent[]): ArchiveKeys {
  const keys = { events: new Set<string>(), codes: new Set<string>(), acts: new Set<string>() }
  for (const event of events) {
    keys.events.add(event.id)
    keys.codes.add(use.codeMac(event.codiceFiscale))
    if (event.type === 'evento.annullato') keys.events.add(event.data.evento)
    if (event.type === 'persona.codiceFiscaleVariato')
      keys.codes.add(use.codeMac(event.data.nuovoCodiceFiscale))
    const { protocollo, sostituisce } = namedBy(event)
    for (const text of [protocollo, sostituisce])
      if (text !== undefined) keys.acts.add(use.protocolloMac(text))
  }
  return { events: [...keys.events], codes: [...keys.codes], acts: [...keys.acts] }
}

function toRefusedLine({ line, admission, candidate, codeMac }: Judged): RefusedLine {
  const { field, reason } = admission.kind === 'refused' ? admission : { field: '', reason: '' }
  return { ...line, field, reason, codeMac, protocolloMac: candidate?.protocolloMac }
}

function countOf(judged: Judged[]): BatchOutcome {
  const outcome: BatchOutcome = { applied: 0, repeated: 0, waiting: 0, refused: 0, refusals: [] }
  for (const { line, admission } of judged) {
    outcome[admission.kind]++
    if (admission.kind === 'refused') {
      outcome.refusals.push({ line: line.line, field: admission.field, reason: admission.reason })
    }
  }
  return outcome
}
