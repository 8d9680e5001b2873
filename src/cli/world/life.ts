import { type Giudizio } from '../../registry/giudizio.js'
import { type Procedura, type Verbale } from '../../registry/feed-event.js'
import { ageOn, type Day, dayOf, firstOfNextMonth, textOf, workday } from './calendar.js'
import { type Chronicle } from './chronicle.js'
import { type Asked, type Condition, findingsOf, type Level, notesOf } from './findings.js'
import { type Person } from './invent-person.js'
import { type Random } from './random.js'

/** A life under way: whose it is, what is written of it, and how it stands. */
export interface Life {
  random: Random
  chronicle: Chronicle
  /** As the register has her: another after her data were set right. */
  person: Person
  condition: Condition
  level: Level
  asked: Asked
  /** Whether the second code that is set aside for her is in use already. */
  hasTwoCodes: boolean
}

/** An act on record, as far as what comes after depends on it. */
export interface Act {
  protocollo: string
  defined: Day
  dal: Day
  level: Level
  /** When the person is to be seen again. */
  revision: Day | undefined
}

/** What an act is about, beside the state of health. */
interface Cause {
  procedura: Procedura
  /** The application, the summons or the sentence. */
  from: Day
  level?: Level
  /** From when, where it is not for the procedura to say. */
  dal?: Day
  sostituisce?: string
}

const DM_2007 = dayOf(2007, 9, 27)

/** A visit, its verbale and the recording of it; nothing, where it would come too late. */
export function assess(life: Life, cause: Cause): Act | undefined {
  const { random, chronicle, person, condition, asked } = life
  const { procedura, from, level = life.level, sostituisce } = cause
  const visited = workday(from + random.between(20, 110))
  const defined = workday(visited + random.between(3, 50))
  const dal = cause.dal ?? (isSummons(procedura) ? defined : firstOfNextMonth(from))
  const assessed = { condition, level, age: ageOn(visited, person.birth), asked }
  const isStable = level >= 4 && defined > DM_2007 && random.happens(0.12)
  const revision = isStable ? undefined : planRevision(random, assessed.age, level, defined)
  const found = findingsOf(random, assessed, { dal, revision })
  const giudizi = revision === undefined && random.happens(0.012) ? forATime(random, found) : found
  const protocollo = chronicle.nextProtocollo(defined)
  const data: Verbale = {
    protocollo,
    procedura,
    dataVisita: textOf(visited),
    dataDefinizione: textOf(defined),
    giudizi,
  }
  const noteFiscali = notesOf(random, assessed)
  if (noteFiscali.length > 0) data.noteFiscali = noteFiscali
  if (isStable) data.dm2007 = true
  if (sostituisce !== undefined) data.sostituisce = sostituisce
  const day = defined + delayOf(random)
  const recorded = chronicle.record(day, person.codiceFiscale, { type: 'verbale.definito', data })
  if (recorded === undefined) return undefined
  life.level = level
  return { protocollo, defined, dal, level, revision }
}

/** The office asked, not the person: what it finds works from the new verbale on (art. 25 c. 6-bis D.L. 90/2014). */
function isSummons(procedura: Procedura): boolean {
  return procedura === 'revisione' || procedura === 'verificaStraordinaria'
}

/** Most are recorded within days; some lay in a drawer. */
function delayOf(random: Random): number {
  return random.happens(0.03) ? random.between(30, 400) : random.between(0, 3)
}

/** The young are seen again more often than the old. */
function planRevision(random: Random, age: number, level: Level, defined: Day): Day | undefined {
  const share = age < 18 ? 0.75 : age < 65 ? 0.34 : 0.1
  return level > 0 && random.happens(share) ? defined + random.between(1, 5) * 365 : undefined
}

/** Recognised for some years only, or first at one degree and then at a higher. */
function forATime(random: Random, [giudizio, ...others]: Giudizio[]): Giudizio[] {
  if (!giudizio) return []
  const years = random.between(1, 4)
  const [year, month, day] = giudizio.dal.split('-').map(Number) as [number, number, number]
  const next = dayOf(year + years, month, day)
  const first = { ...giudizio, al: textOf(next - 1) }
  return giudizio.codice === 'ANZ-G'
    ? [first, { area: giudizio.area, codice: 'ANZ-A', percentuale: 100, dal: textOf(next) }, ...others]
    : [first, ...others]
}
