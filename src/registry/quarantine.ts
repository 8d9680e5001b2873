import { type Instant } from '../kernel/instant.js'

/** A refused line, as it is listed: what was wrong, never what it said. */
export interface QuarantineEntry {
  id: string
  line: number
  field: string
  reason: string
  receivedAt: Instant
}

/** A recorded event without effect yet. */
export interface WaitingEvent {
  id: string
  type: string
  receivedAt: Instant
  waitsFor: 'registration' | 'act' | 'event'
}
