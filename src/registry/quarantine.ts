import { type Instant } from '../kernel/instant.js'
import { type WaitsFor } from './admit-event.js'
import { type Mac } from './archive.js'

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

/** A recorded event without effect yet. */
export interface WaitingEvent {
  id: string
  type: string
  receivedAt: Instant
  waitsFor: WaitsFor
}
