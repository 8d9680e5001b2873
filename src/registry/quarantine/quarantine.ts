import { type Instant } from '../../kernel/instant.js'
import { type WaitsFor } from '../admission/admit-event.js'
import { type Mac } from '../mac.js'

/** What is wrong with a line: where, and why; never what it says. */
export interface Refusal {
  line: number
  field: string
  reason: string
}

/** A refused line on its way into quarantine. */
export interface RefusedLine extends Refusal {
  id: string
  /** The import it came with: line numbers mean nothing without it. */
  importId: string
  text: string
  /** The same for the same text: a line refused again is kept once. */
  textMac: Mac
  codeMac: Mac | undefined
  protocolloMac: Mac | undefined
}

/** A line in quarantine, opened to be tried again. */
export interface QuarantinedLine extends Refusal {
  id: string
  importId: string
  text: string
}

/** A line in quarantine as it is listed. */
export interface QuarantineEntry extends Refusal {
  id: string
  importId: string
  receivedAt: Instant
}

/** Which open lines are meant; what is left out asks for nothing. */
export interface QuarantineFilter {
  /** Exactly this field; `[]` stands for any place in a list: `data.giudizi[].codice`. */
  field?: string
  /** Reasons that hold this text, in any letter case. */
  reason?: string
  /** Received then or later. */
  since?: Instant
}

/** How many open lines are wrong in the same way; places in lists count as one field. */
export interface QuarantineCount {
  field: string
  reason: string
  lines: number
  oldest: Instant
}

/** A recorded event without effect yet. */
export interface WaitingEvent {
  id: string
  type: string
  receivedAt: Instant
  waitsFor: WaitsFor
}
