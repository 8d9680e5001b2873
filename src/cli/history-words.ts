import { type GivenAnswer, type GivenAnswers } from '../audit/given-answer.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { formatInstant, type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { FIRST_DAY } from '../registry/derivation/legal-timeline.js'
import { type PersonHistory, type Receipts } from '../registry/derivation/person-history.js'
import { type Turn, type TurningDay } from '../registry/derivation/turning-days.js'
import { type RecordedEvent } from '../registry/feed-event.js'
import { answerLines, answerMembers } from './answer-words.js'

/** All that `attesta history` tells. */
export interface ToldHistory extends PersonHistory {
  codiceFiscale: CodiceFiscale
  at: LegalDay
  knownAt: Instant
  receipts: Receipts
  given: GivenAnswers
}

/** As JSON: the contract is in docs/runbook.md, "History". */
export function historyMembers({ codiceFiscale, at, knownAt, receipts, ...history }: ToldHistory) {
  const eventOf = (event: RecordedEvent) => eventMembers(event, receipts)
  return {
    codiceFiscale,
    at,
    knownAt: formatInstant(knownAt),
    spans: history.spans.map(({ from, to, status, turns, knownSince }) => ({
      from,
      to,
      ...answerMembers(status),
      turnedBy: turns.map(({ turn, event }) => ({ turn, ...(event && eventOf(event)) })),
      knownSince: knownSince === undefined ? undefined : formatInstant(knownSince),
    })),
    learned: history.learnings.map(({ at: learnedAt, events, changedFrom, status }) => ({
      at: formatInstant(learnedAt),
      events: events.map(eventOf),
      changedFrom,
      answer: status.answer,
      level1: status.level1,
    })),
    answered: {
      checks: history.given.checks.map((check) => ({ ...check, hour: formatInstant(check.hour) })),
      others: history.given.others.map((answer) => ({ ...answer, at: formatInstant(answer.at) })),
    },
  }
}

function eventMembers(event: RecordedEvent, receipts: Receipts) {
  const receivedAt = receipts.get(event.id)
  return {
    id: event.id,
    seq: event.seq,
    type: event.type,
    occurredAt: formatInstant(event.occurredAt),
    receivedAt: receivedAt === undefined ? undefined : formatInstant(receivedAt),
    protocollo: 'protocollo' in event.data ? event.data.protocollo : undefined,
    ended: event.type === 'rappresentanza.cessata' ? event.data.rappresentanza : undefined,
    undone: event.type === 'evento.annullato' ? event.data.evento : undefined,
  }
}

/** For a person who reads. */
export function historyLines(history: ToldHistory): string[] {
  return [
    `As known at ${formatInstant(history.knownAt)}`,
    ...history.spans.flatMap((span) => [
      '',
      `${daysOf(span)}: ${span.status.answer}`,
      ...answerLines(span.status).map(indented),
      ...span.turns.map((turn) => indented(turnInWords(turn, history.receipts))),
      ...(span.knownSince === undefined ? [] : [indented(`known since ${formatInstant(span.knownSince)}`)]),
    ]),
    '',
    'In the order in which we learned',
    ...history.learnings.flatMap(({ at, events, changedFrom, status }) => [
      '',
      `${formatInstant(at)}: ${changeInWords(changedFrom)}; ${history.at} is ${status.answer}`,
      ...events.map((event) => indented(eventInWords(event))),
    ]),
    '',
    'What was answered',
    ...givenLines(history.given),
  ]
}

function daysOf({ from, to }: { from: LegalDay | undefined; to: LegalDay | undefined }): string {
  if (from === undefined) return to === undefined ? 'on every day' : `until ${to}`
  return to === undefined ? `from ${from}` : `from ${from} to ${to}`
}

const TURNED: Record<Turn, string> = {
  begins: 'an act begins to count',
  ends: 'the last day of a judgement was the day before',
  revisionDue: 'a revision date has passed',
  revisionMoved: 'the revision was postponed or cancelled',
  absent: 'a visit was missed',
  revoked: 'the benefit was revoked',
  died: 'death',
  comesOfAge: 'the 18th birthday',
  rulesChange: 'the rules changed',
}

function turnInWords({ turn, event }: TurningDay, receipts: Receipts): string {
  if (event === undefined) return TURNED[turn]
  const receivedAt = receipts.get(event.id)
  const received = receivedAt === undefined ? '' : `, received ${formatInstant(receivedAt)}`
  return `${TURNED[turn]}: ${eventInWords(event)}${received}`
}

function eventInWords(event: RecordedEvent): string {
  const protocollo = 'protocollo' in event.data ? ` ${event.data.protocollo}` : ''
  return `${event.type}${protocollo} of ${formatInstant(event.occurredAt)} (event ${String(event.seq)})`
}

function changeInWords(changedFrom: LegalDay | undefined): string {
  if (changedFrom === undefined) return 'no answer changed'
  return changedFrom === FIRST_DAY ? 'answers changed on all days' : `answers changed from ${changedFrom}`
}

function givenLines({ checks, others }: GivenAnswers): string[] {
  if (checks.length + others.length === 0) return [indented('nothing that is still kept')]
  return [
    ...checks.map((check) => indented(`${hourOf(check.hour)} check: ${check.answer}${madeOf(check)}`)),
    ...others.map((given) => indented(`${formatInstant(given.at)} ${givenInWords(given)}`)),
  ]
}

function givenInWords(given: GivenAnswer): string {
  const stated = Object.entries(given.stated).map(([name, text]) => `${name}: ${text}`)
  const shown = given.fieldsShown.length > 0 ? [`shown: ${given.fieldsShown.join(', ')}`] : []
  return [`${given.kind}: ${given.answer}${madeOf(given)}`, ...stated, ...shown].join('; ')
}

function madeOf(given: { ruleVersion: number | undefined; lastEvent: number | undefined }): string {
  const { ruleVersion, lastEvent } = given
  const parts = [
    ...(ruleVersion === undefined ? [] : [`rules ${String(ruleVersion)}`]),
    ...(lastEvent === undefined ? [] : [`last event ${String(lastEvent)}`]),
  ]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** Only the hour is kept. */
function hourOf(hour: Instant): string {
  return formatInstant(hour).slice(0, 13) + 'h'
}

function indented(text: string): string {
  return `  ${text}`
}
