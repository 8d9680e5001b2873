import { type Instant } from '../kernel/instant.js'
import { type AuditKind, type CheckRecord } from './audit-event.js'

/** A level-1 check as it was answered: of its instant only the hour is kept. */
export interface GivenCheck {
  hour: Instant
  answer: CheckRecord['answer']
  ruleVersion: number
  /** The last event applied, in our order of recording. */
  lastEvent: number | undefined
}

/** A disclosure or an institution's look-up, as it was answered. */
export interface GivenAnswer {
  at: Instant
  kind: AuditKind
  answer: string
  ruleVersion: number | undefined
  lastEvent: number | undefined
  fieldsShown: string[]
  /** For whom and why, as far as it was stated; who acted stays in the audit. */
  stated: Partial<Record<(typeof STATED)[number], string>>
}

/** What is told again of the words that an event kept. */
export const STATED = ['body', 'purpose', 'reference', 'reason', 'at', 'knownAt'] as const

/** What was answered about a person: read, never derived again (design.md D2). */
export interface GivenAnswers {
  checks: GivenCheck[]
  others: GivenAnswer[]
}
