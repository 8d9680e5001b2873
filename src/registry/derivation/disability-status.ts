import { type Instant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { type Procedura } from '../feed-event.js'
import { type Area, type Codice, type NotaFiscale } from '../giudizio.js'

/** Level-1 categories, in the order of the answer (docs/contracts.md §2). */
export const CATEGORIES = [
  'invaliditaCivile',
  'accompagnamento',
  'cecitaCivile',
  'sordita',
  'handicap',
  'disabilita',
] as const
export type Category = (typeof CATEGORIES)[number]

export const FLAGS = ['revisionPending', 'benefitSuspended', 'provisional', 'judicial', 'minorEnded'] as const
export type Flag = (typeof FLAGS)[number]

export type StatusAnswer = 'recognised' | 'notRecognised' | 'notVerifiable' | 'deceased'

/** The judgement in force in one area, and the act it comes from. */
export interface AreaStatus {
  area: Area
  codice: Codice
  percentuale?: number
  dal: LegalDay
  al?: LegalDay
  dataRevisione?: LegalDay
  flags: Flag[]
  protocollo: string
  procedura: Procedura
  dataVisita: LegalDay
  dataDefinizione: LegalDay
}

/**
 * What is true about a person's disability on a legal day, as far as was known at an instant. Derived whenever it is
 * asked, stored nowhere (decision 12, D1).
 */
export interface DisabilityStatus {
  at: LegalDay
  knownAt: Instant
  answer: StatusAnswer
  level1: { categories: Category[] }
  level2: { areas: AreaStatus[]; noteFiscali: NotaFiscale[] }
  /** What the audit keeps, so that the answer can be explained later and never has to be derived again. */
  derivedFrom: DerivedFrom
}

export interface DerivedFrom {
  ruleVersion: number
  /** Ids of the events whose acts speak in `areas`. */
  actsUsed: string[]
  /** The last event, in our order of recording, that was known. */
  lastEvent: number | undefined
}
