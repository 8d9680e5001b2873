import { type Instant } from '../kernel/instant.js'

/** What a status answer was made of: enough to explain it later without deriving it again (decision 12, D2). */
export interface AnswerTrace {
  ruleVersion: number
  /** Ids of the events whose acts spoke. */
  actsUsed: string[]
  /** The last event applied, in our order of recording. */
  lastEvent: number | undefined
}

/**
 * A level-1 check. Its row keeps the hour, the answer and the attestation, and no more: an address or a minute would
 * make it a movement diary of disabled people (decision 12, Tables).
 */
export interface CheckRecord extends AnswerTrace {
  /** Absent where the token leads nowhere. */
  attestation: string | undefined
  answer: 'recognised' | 'notRecognised' | 'notVerifiable' | 'notValid'
  /** The one-use id of the form: a reloaded answer adds no second row. A UUID. */
  once: string
}

/** Writes a check before its answer is given; throws `Unavailable` where it cannot, and then nothing is answered. */
export type RecordCheck = (check: CheckRecord) => Promise<void>

export const AUDIT_KINDS = [
  'login.succeeded',
  'login.refused',
  'logout',
  'sessions.ended',
  'attestation.issued',
  'attestation.replaced',
  'attestation.revoked',
  'attestation.choiceChanged',
  'attestation.printed',
  'attestation.mailed',
  'phone.changed',
  'representation.chosen',
  'delegation.named',
  'delegation.revoked',
  'disclosure.requested',
  'disclosure.codeResent',
  'disclosure.wrongCode',
  'disclosure.confirmed',
  'disclosure.refused',
  'disclosure.reported',
  'disclosure.expired',
  'disclosure.exhausted',
  'disclosure.shown',
  'disclosure.shownAgain',
  'disclosure.denied',
  'disclosure.limitReached',
  'status.asked',
  'history.asked',
  'feed.imported',
  'feed.replayed',
  'feed.lineReplayed',
  'feed.lineShown',
  'feed.lineCorrected',
  'feed.lineDiscarded',
  'feed.batchDiscarded',
  'organisations.imported',
  'counter.lookedUp',
  'counter.limitReached',
  'spid.messagesShown',
  'retention.applied',
] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

/** Everything else that happens. The fields are the whole list of what may be kept; names go into `detail`, sealed. */
export interface AuditEvent {
  kind: AuditKind
  /** The register entry of the person concerned. */
  person?: string
  attestation?: string
  disclosure?: string
  /** The body on whose behalf, where it is enrolled. */
  organisation?: string
  purpose?: string
  /** How the acting person logged in, and at which level of assurance. */
  method?: string
  level?: number
  /** The register entry of the person for whom someone acts. */
  actingFor?: string
  /** Who acts for that person, by name, and on what ground: sealed with the detail. */
  actor?: string
  ground?: string
  answer?: string
  trace?: AnswerTrace
  /** Names of the level-2 fields shown. */
  fieldsShown?: string[]
  /** Who acted and what was stated, in words: sealed at rest. Small and flat. */
  detail?: Record<string, string>
}

/** Writes an event inside the transaction that it describes. */
export type RecordAudit = (event: AuditEvent) => Promise<void>

/** An event as the holder's and the institution's lists read it. */
export interface RecordedAudit extends Omit<AuditEvent, 'trace'> {
  id: string
  recordedAt: Instant
}
