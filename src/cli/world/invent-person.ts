import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type RegisterData, type Territorio } from '../../registry/feed-event.js'
import { inventCodiceFiscale } from '../invent-codice-fiscale.js'
import { type Day, textOf, yearOf } from './calendar.js'
import { birthIn, type Slot } from './code-slots.js'
import { FIRST_NAMES } from './first-names.js'
import { type Random, type Shares } from './random.js'
import { ORIGINS, surnamesOf } from './surnames.js'

/** What an institution writes; it leaves `territorio` out where it is its own. */
export type Registration = Omit<RegisterData, 'territorio'> & { territorio?: Exclude<Territorio, 'INPS'> }

export interface Person {
  slot: Slot
  nome: string
  cognome: string
  sex: 'F' | 'M'
  birth: Day
  territorio: Territorio
  codiceFiscale: CodiceFiscale
}

/** Shares of the population; the rest is everybody else's territory. */
export const TERRITORIES: Shares<Territorio> = [
  ['TN', 0.009],
  ['BZ', 0.009],
  ['VDA', 0.002],
  ['INPS', 1],
]

/** Somebody of that age on that day. */
export function inventPerson(
  random: Random,
  slot: Slot,
  { age, on, territorio }: { age: number; on: Day; territorio: Territorio },
): Person {
  const leapling = random.happens(0.5)
  const year = yearOf(on) - age
  const thisYear = birthIn(year, slot, leapling)
  const birth = thisYear < on - 30 ? thisYear : birthIn(year - 1, slot, leapling)
  // Women live longer: they are the greater part of the older.
  const sex = random.happens(age > 70 ? 0.61 : 0.49) ? 'F' : 'M'
  return withCode({
    slot,
    nome: inventFirstName(random, sex, birth),
    cognome: inventSurname(random, slot, territorio),
    sex,
    birth,
    territorio,
  })
}

/** Their code, or the one that follows from data set right, with the place set right too. */
export function withCode(person: Omit<Person, 'codiceFiscale'>, place = person.slot.place): Person {
  const { nome, cognome, sex, birth, slot, territorio } = person
  const codiceFiscale = inventCodiceFiscale({ nome, cognome, sex, born: textOf(birth), place })
  return { slot, nome, cognome, sex, birth, territorio, codiceFiscale }
}

export function inventFirstName(random: Random, sex: 'F' | 'M', birth: Day): string {
  const { old, young } = FIRST_NAMES[sex]
  return random.pickCommon(yearOf(birth) < 1970 ? old : young)
}

function inventSurname(random: Random, { column }: Slot, territorio: Territorio): string {
  const own = territorio === 'BZ' || territorio === 'VDA' ? 0.65 : 0.96
  const origin = random.happens(own) ? ORIGINS[territorio] : random.happens(0.5) ? 'foreign' : 'italian'
  const first = random.pickCommon(surnamesOf(origin, column))
  return random.happens(0.03)
    ? `${first} ${random.pickCommon(surnamesOf('italian', random.below(16)))}`
    : first
}

/**
 * The data of the register. Telephones are of the range +39 30x, which no Italian network has: a message sent by mistake
 * reaches nobody. Addresses are under a domain that cannot exist (RFC 2606). Each is one person's alone.
 */
export function registrationOf(random: Random, person: Person, contacts: 0 | 1 = 0): Registration {
  const { nome, cognome, birth, territorio, slot } = person
  const hasMobile = random.happens(yearOf(birth) < 1942 ? 0.6 : 0.84)
  const hasEmail = random.happens(yearOf(birth) < 1950 ? 0.15 : 0.42)
  const data: Registration = { nome, cognome, dataNascita: textOf(birth) }
  if (hasMobile) data.cellulare = `+3930${String(slot.number + contacts * 50_000_000).padStart(8, '0')}`
  if (hasEmail)
    data.email = `${person.codiceFiscale.slice(0, 6).toLowerCase()}.${String(slot.number)}@posta.example`
  if (territorio !== 'INPS') data.territorio = territorio
  return data
}
