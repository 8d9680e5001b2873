import { type LegalDay } from '../kernel/legal-day.js'

/** The areas of assessment, in the order of the answer (docs/contracts.md §1). */
export const AREAS = [
  'invaliditaCivile',
  'cecitaCivile',
  'sordita',
  'sordocecita',
  'handicap',
  'disabilita',
] as const
export type Area = (typeof AREAS)[number]

/** What a code may say about the percentage: none, or a closed range of whole numbers. */
export interface CodeRule {
  area: Area
  percentuale?: { from: number; to: number }
}

/**
 * Every code a giudizio may carry, the area it belongs to, and its percentages.
 * Sources: L. 118/1971, L. 18/1980, L. 508/1988, L. 289/1990, D.Lgs. 509/1988 art. 6 (over-65 bands), L. 382/1970,
 * L. 138/2001, L. 381/1970, L. 107/2010, L. 104/1992, L. 68/1999.
 */
export const CODES = {
  'CIV-00': { area: 'invaliditaCivile', percentuale: { from: 0, to: 33 } },
  'CIV-34': { area: 'invaliditaCivile', percentuale: { from: 34, to: 73 } },
  'CIV-74': { area: 'invaliditaCivile', percentuale: { from: 74, to: 99 } },
  'CIV-100': { area: 'invaliditaCivile', percentuale: { from: 100, to: 100 } },
  'CIV-100D': { area: 'invaliditaCivile', percentuale: { from: 100, to: 100 } },
  'CIV-100A': { area: 'invaliditaCivile', percentuale: { from: 100, to: 100 } },
  'MIN-F': { area: 'invaliditaCivile' },
  'MIN-FU': { area: 'invaliditaCivile' },
  'MIN-D': { area: 'invaliditaCivile' },
  'MIN-A': { area: 'invaliditaCivile' },
  'ANZ-L': { area: 'invaliditaCivile', percentuale: { from: 33, to: 66 } },
  'ANZ-M': { area: 'invaliditaCivile', percentuale: { from: 67, to: 99 } },
  'ANZ-G': { area: 'invaliditaCivile', percentuale: { from: 100, to: 100 } },
  'ANZ-D': { area: 'invaliditaCivile', percentuale: { from: 100, to: 100 } },
  'ANZ-A': { area: 'invaliditaCivile', percentuale: { from: 100, to: 100 } },
  'CEC-0': { area: 'cecitaCivile' },
  'CEC-P': { area: 'cecitaCivile' },
  'CEC-A': { area: 'cecitaCivile' },
  'CEC-D': { area: 'cecitaCivile' },
  'SOR-0': { area: 'sordita' },
  SOR: { area: 'sordita' },
  SCI: { area: 'sordocecita' },
  'H-0': { area: 'handicap' },
  'H-1': { area: 'handicap' },
  'H-21': { area: 'handicap' },
  'H-3': { area: 'handicap' },
  'D-68': { area: 'disabilita' },
  'D-0': { area: 'disabilita' },
} as const satisfies Record<string, CodeRule>

export type Codice = keyof typeof CODES

/** One judgement of an act: what was found in one area, and for which days (both included). */
export interface Giudizio {
  area: Area
  codice: Codice
  /** Whole, only where the code has one. */
  percentuale?: number
  dal: LegalDay
  al?: LegalDay
  dataRevisione?: LegalDay
}

/** The notes of art. 4 D.L. 5/2012. */
export const NOTE_FISCALI = ['F0', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6'] as const
export type NotaFiscale = (typeof NOTE_FISCALI)[number]
