import { type Instant } from '../../kernel/instant.js'
import { dayBefore, type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier } from '../dossier.js'
import { deriveStatus } from './derive-status.js'
import { type DisabilityStatus } from './disability-status.js'
import { ofOnePerson } from './one-person.js'
import { type TurningDay, turningDays } from './turning-days.js'

/** Before everything that the feed can say (design.md §6.1: no year 0). */
export const FIRST_DAY = '0001-01-01' as LegalDay

/** Legal days in a row with one answer; without `from`, since ever, without `to`, for good. */
export interface Span {
  from: LegalDay | undefined
  to: LegalDay | undefined
  status: DisabilityStatus
}

/** The answers about a person on all legal days, as known at an instant: spans that follow each other without gap. */
export function legalTimeline(dossier: Dossier, knownAt: Instant): Span[] {
  const turns = turningDays(ofOnePerson(dossier, knownAt), knownAt)
  const days = [...new Set([FIRST_DAY, ...turns.map(({ day }) => day)])].sort()
  const spans: Span[] = []
  for (const day of days) {
    const status = deriveStatus(dossier, { at: day, knownAt })
    const open = spans.at(-1)
    if (open && isSameAnswer(open.status, status)) continue
    if (open) open.to = dayBefore(day)
    spans.push({ from: open ? day : undefined, to: undefined, status })
  }
  return spans
}

/** Whether two answers say the same at both levels, whatever they were made of. */
export function isSameAnswer(one: DisabilityStatus, other: DisabilityStatus): boolean {
  return wordsOf(one) === wordsOf(other)
}

function wordsOf({ answer, level1, level2 }: DisabilityStatus): string {
  return JSON.stringify([answer, level1, level2])
}

/** The answer of a timeline on a day. */
export function answerOn(spans: Span[], day: LegalDay): DisabilityStatus | undefined {
  return spans.findLast(({ from }) => from === undefined || from <= day)?.status
}

/**
 * What turned the answer on the first day of a span: of what may turn that day, what the answers on both sides of it
 * were made of. An event is asked by leaving it out.
 */
export function turnsInto({ from }: Span, dossier: Dossier, knownAt: Instant): TurningDay[] {
  if (from === undefined) return []
  const turns = turningDays(ofOnePerson(dossier, knownAt), knownAt).filter(({ day }) => day === from)
  const days = [from, dayBefore(from) ?? from]
  const decisive = turns.filter(({ event }) => {
    if (event === undefined) return true
    const without = { ...dossier, events: dossier.events.filter(({ id }) => id !== event.id) }
    return days.some((at) => {
      const asked = { at, knownAt }
      return !isSameAnswer(deriveStatus(dossier, asked), deriveStatus(without, asked))
    })
  })
  return onceEach(decisive.length > 0 ? decisive : turns)
}

function onceEach(turns: TurningDay[]): TurningDay[] {
  return turns.filter(
    (turn, place) =>
      place === turns.findIndex((other) => other.turn === turn.turn && other.event?.id === turn.event?.id),
  )
}
