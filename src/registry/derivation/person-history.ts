import { Bug } from '../../kernel/failures.js'
import { type Instant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier, EMPTY_DOSSIER } from '../dossier.js'
import { type RecordedEvent } from '../feed-event.js'
import { deriveStatus } from './derive-status.js'
import { type DisabilityStatus } from './disability-status.js'
import { answerOn, FIRST_DAY, isSameAnswer, legalTimeline, type Span, turnsInto } from './legal-timeline.js'
import { type TurningDay } from './turning-days.js'

/** When we received each event, by its id: the third instant of design.md D2. */
export type Receipts = ReadonlyMap<string, Instant>

/** A span of the timeline as known now. */
export interface ExplainedSpan extends Span {
  /** What turned the answer on its first day. */
  turns: TurningDay[]
  /** Since when we would have answered so on all its days; since ever, where no event was needed. */
  knownSince: Instant | undefined
}

/** An instant at which we came to know something. */
export interface Learning {
  at: Instant
  /** What had arrived, and had happened, by then and not before. */
  events: RecordedEvent[]
  /** The first legal day whose answer it changed; nothing where it changed none. */
  changedFrom: LegalDay | undefined
  /** The answer of the day asked about, from this instant on. */
  status: DisabilityStatus
}

/** The answers about a person over the legal days and over what we knew. */
export interface PersonHistory {
  spans: ExplainedSpan[]
  /** In the order in which we learned. */
  learnings: Learning[]
}

/**
 * The whole history of an answer, over the three instants of design.md D2: which legal day has which answer as known
 * now, what turned it, and when each event taught us so. What was answered then is in the audit, and not derived.
 */
export function personHistory(
  dossier: Dossier,
  receipts: Receipts,
  asked: { at: LegalDay; knownAt: Instant },
): PersonHistory {
  const { at, knownAt } = asked
  const states = statesOfKnowledge(dossier, receipts, knownAt)
  const spans = legalTimeline(dossier, knownAt).map((span) => ({
    ...span,
    turns: turnsInto(span, dossier, knownAt),
    knownSince: knownSince(span, states),
  }))
  const learnings = states.map(({ learnedAt, events, dossier: then, timeline }, place) => ({
    at: learnedAt,
    events,
    changedFrom: firstDifference(states[place - 1]?.timeline ?? NOTHING_KNOWN, timeline),
    status: deriveStatus(then, { at, knownAt: learnedAt }),
  }))
  return { spans, learnings }
}

/** What we knew from an instant on. */
interface Knowledge {
  learnedAt: Instant
  events: RecordedEvent[]
  dossier: Dossier
  timeline: Span[]
}

const NOTHING_KNOWN = legalTimeline(EMPTY_DOSSIER, 0 as Instant)

function statesOfKnowledge(dossier: Dossier, receipts: Receipts, knownAt: Instant): Knowledge[] {
  const byInstant = new Map<Instant, RecordedEvent[]>()
  const learn = (at: Instant, event: RecordedEvent) => {
    if (at <= knownAt) byInstant.set(at, [...(byInstant.get(at) ?? []), event])
  }
  for (const event of [...dossier.events].sort((one, other) => one.seq - other.seq)) {
    const receivedAt = receivedOf(event, receipts)
    learn(receivedAt, event)
    // What is announced ahead of its time is not known until then (design.md §6.2).
    if (event.occurredAt > receivedAt) learn(event.occurredAt, event)
  }
  return [...byInstant]
    .sort(([one], [other]) => one - other)
    .map(([learnedAt, events]) => {
      const arrived = dossier.events.filter((event) => receivedOf(event, receipts) <= learnedAt)
      const then = { ...dossier, events: arrived }
      return { learnedAt, events, dossier: then, timeline: legalTimeline(then, learnedAt) }
    })
}

function receivedOf({ id }: RecordedEvent, receipts: Receipts): Instant {
  const receivedAt = receipts.get(id)
  if (receivedAt === undefined) throw new Bug('an event without the instant of its receipt')
  return receivedAt
}

/** The latest instant before which some day of the span had another answer. */
function knownSince(span: Span, states: Knowledge[]): Instant | undefined {
  const place = states.findLastIndex(({ timeline }) => !holds(timeline, span))
  return place < 0 && holds(NOTHING_KNOWN, span) ? undefined : states[place + 1]?.learnedAt
}

/** Whether a timeline has the answer of a span on all its days. */
function holds(timeline: Span[], { from, to, status }: Span): boolean {
  return timeline.every(
    (other) =>
      (to !== undefined && other.from !== undefined && other.from > to) ||
      (from !== undefined && other.to !== undefined && other.to < from) ||
      isSameAnswer(other.status, status),
  )
}

function firstDifference(before: Span[], after: Span[]): LegalDay | undefined {
  const days = [...before, ...after].map(({ from }) => from ?? FIRST_DAY).sort()
  return days.find((day) => {
    const [one, other] = [answerOn(before, day), answerOn(after, day)]
    return one === undefined || other === undefined || !isSameAnswer(one, other)
  })
}
