import { fault, type Finding, note, RESTORE_AGAIN } from '../kernel/finding.js'

/** How many rows are not what they should be, by what is wrong with them. */
export type RecordCounts = Partial<Record<keyof typeof WRONG, number>>

const WRONG = {
  actsMissing: 'events record a verbale, but have no act',
  actsAstray: 'acts point to no event that records a verbale of the same person',
  referencesMissing: 'events name an act or an event, but the row that says which is missing',
  referencesAstray: 'references point to no event that names something',
  linksMissing: 'changes of codice fiscale tie nobody to anybody',
  linksAstray: 'ties between persons point to no change of codice fiscale',
  representationsMissing: 'events say who acts for a person, but nobody is found by that code',
  representationsAstray: 'rows of who acts for whom point to no event that says so',
  eventsOfNobody: 'events belong to a person without codice fiscale',
}

/** The feed's tables must tell one story: every answer is derived from them (decision 12, D1). */
export function recordFindings(counts: RecordCounts): Finding[] {
  return Object.entries(WRONG).flatMap(([name, words]) => {
    const count = counts[name as keyof typeof WRONG] ?? 0
    return count === 0 ? [] : [fault(`registry.${name}`, `${String(count)} ${words}.`, RESTORE_AGAIN)]
  })
}

/**
 * Numbers below the last event that no event has. The feed is never emptied, so that the first number is 1; what is lost
 * at its end shows in a snapshot, or in the audit that is ahead of it.
 */
export function numberFindings({ events, last }: { events: number; last: number }): Finding[] {
  const gaps = last - events
  if (gaps <= 0) return []
  return [
    note(
      'registry.gaps',
      `${String(gaps)} numbers of feed_event belong to no event: a transaction that is undone, or a server that crashed, uses up numbers. An event that was lost leaves the same trace.`,
      'If nothing of the kind happened, compare with a snapshot of an earlier moment (--against) and with the institution (attesta registry compare).',
    ),
  ]
}
