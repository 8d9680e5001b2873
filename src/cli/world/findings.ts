import {
  type CodeRule,
  type Codice,
  CODES,
  type Giudizio,
  type NotaFiscale,
} from '../../registry/giudizio.js'
import { type Day, textOf } from './calendar.js'
import { type Random, type Shares } from './random.js'

/** How much a board finds: from nothing that counts (0) to constant attendance (5). */
export type Level = 0 | 1 | 2 | 3 | 4 | 5

/** What the condition is, as far as it decides which law speaks. */
export type Condition = 'ordinary' | 'blind' | 'deaf' | 'deafblind'

export interface Assessed {
  condition: Condition
  level: Level
  age: number
  asked: Asked
}

/** Which laws a person applies under: the same each time, so that a later act restates what an earlier one said. */
export interface Asked {
  civil: boolean
  /** L. 104/1992 */
  handicap: boolean
  /** L. 68/1999, in working age. */
  work: boolean
}

interface Days {
  dal: Day
  revision: Day | undefined
}

type Ladder = readonly [Codice, Codice, Codice, Codice, Codice, Codice]

const MINOR: Ladder = ['CIV-00', 'MIN-F', 'MIN-F', 'MIN-F', 'MIN-D', 'MIN-A']
const ADULT: Ladder = ['CIV-00', 'CIV-34', 'CIV-74', 'CIV-100', 'CIV-100D', 'CIV-100A']
const ELDERLY: Ladder = ['CIV-00', 'ANZ-L', 'ANZ-M', 'ANZ-G', 'ANZ-D', 'ANZ-A']
const SIGHT: Ladder = ['CEC-0', 'CEC-D', 'CEC-P', 'CEC-P', 'CEC-A', 'CEC-A']

/** The percentages that boards write, round ones and those that open something most of all. */
const PERCENTAGES: Partial<Record<Codice, readonly [number, ...number[]]>> = {
  'CIV-00': [10, 15, 20, 25, 30, 33],
  'CIV-34': [34, 35, 40, 41, 45, 46, 46, 50, 50, 51, 55, 60, 60, 60, 65, 67, 67, 67, 70, 73],
  'CIV-74': [74, 74, 75, 75, 75, 80, 80, 80, 85, 85, 90, 95, 99],
  'ANZ-L': [33, 34, 40, 45, 50, 50, 55, 60, 60, 66],
  'ANZ-M': [67, 67, 70, 70, 75, 75, 80, 80, 85, 90, 95, 99],
}

const SUPPORT: Record<Level, Shares<Codice>> = {
  0: [
    ['H-0', 0.75],
    ['H-1', 1],
  ],
  1: [
    ['H-0', 0.15],
    ['H-3', 0.05],
    ['H-21', 0.02],
    ['H-1', 1],
  ],
  2: [
    ['H-3', 0.22],
    ['H-21', 0.05],
    ['H-1', 1],
  ],
  3: [
    ['H-1', 0.3],
    ['H-21', 0.08],
    ['H-3', 1],
  ],
  4: [
    ['H-1', 0.06],
    ['H-3', 1],
  ],
  5: [
    ['H-1', 0.03],
    ['H-3', 1],
  ],
}

/** What a board writes, each area from the same day (docs/contracts.md §1). */
export function findingsOf(random: Random, assessed: Assessed, days: Days): Giudizio[] {
  const { condition, level, age, asked } = assessed
  const found: Codice[] = []
  if (asked.civil) found.push(civil(random, assessed))
  if (condition === 'blind') found.push(SIGHT[level])
  if (condition === 'deaf') found.push(level === 0 ? 'SOR-0' : 'SOR')
  if (condition === 'deafblind') found.push('SCI')
  if (asked.handicap) found.push(random.choose(SUPPORT[level]))
  if (asked.work && age >= 18 && age < 65) found.push(level > 0 ? 'D-68' : 'D-0')
  return found.map((codice) => giudizioOf(random, codice, days))
}

function civil(random: Random, { condition, level, age }: Assessed): Codice {
  if (age >= 65) return ELDERLY[level]
  if (age >= 18) return ADULT[level]
  const hearing = level > 0 && level < 4 && (condition === 'deaf' || random.happens(0.04))
  return hearing ? 'MIN-FU' : MINOR[level]
}

function giudizioOf(random: Random, codice: Codice, { dal, revision }: Days): Giudizio {
  const giudizio: Giudizio = { area: CODES[codice].area, codice, dal: textOf(dal) }
  const percentuale = percentageOf(random, codice)
  if (percentuale !== undefined) giudizio.percentuale = percentuale
  if (revision !== undefined) giudizio.dataRevisione = textOf(revision)
  return giudizio
}

/** Left out now and then where nothing depends on it. */
function percentageOf(random: Random, codice: Codice): number | undefined {
  const seen = PERCENTAGES[codice]
  const rule: CodeRule = CODES[codice]
  if (!seen) return rule.percentuale?.from
  const leftOut = codice === 'CIV-00' ? 0.4 : codice.startsWith('ANZ') ? 0.12 : 0
  return random.happens(leftOut) ? undefined : random.pick(seen)
}

/** The notes of art. 4 D.L. 5/2012 that go with a judgement; most acts carry none. */
export function notesOf(random: Random, { condition, level }: Assessed): NotaFiscale[] {
  if (condition === 'blind' && level > 0) return ['F5']
  if (condition === 'deaf' && level > 0) return ['F6']
  if (condition === 'deafblind') return ['F5', 'F6']
  if (level >= 4) return random.choose(MOBILITY)
  if (level >= 2 && random.happens(0.1)) return ['F4']
  return random.happens(0.25) ? ['F0'] : []
}

const MOBILITY: Shares<NotaFiscale[]> = [
  [['F3', 'F4'], 0.3],
  [['F1', 'F4'], 0.15],
  [['F2'], 0.2],
  [['F3'], 0.15],
  [[], 1],
]
