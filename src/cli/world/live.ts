import { reconsider, whatComesNext } from './acts.js'
import { type Day, dayOf, FIRST_DAY, LAST_DAY, textOf } from './calendar.js'
import { Chronicle } from './chronicle.js'
import { slotOf } from './code-slots.js'
import { type Condition, type Level } from './findings.js'
import { inventPerson, registrationOf, TERRITORIES } from './invent-person.js'
import { interlude } from './interludes.js'
import { type Act, assess, type Life } from './life.js'
import { type Random, type Shares } from './random.js'

const MOST_ACTS = 12

/**
 * What the registry recorded of one invented person, from the registration to today or to the death: lines of the feed.
 * It depends on the seed and on the person's number alone, never on how many others there are.
 */
export function live(random: Random, seed: number, number: number, offset: number): string {
  random.restart(seed, number)
  const territorio = random.choose(TERRITORIES)
  const begins = firstContact(random)
  const age = random.between(...random.choose(AGES))
  const person = inventPerson(random, slotOf(number, offset), { age, on: begins, territorio })
  const death = dayOfDeath(random, person.birth, begins)
  const chronicle = new Chronicle(random, number, person.birth, Math.min(death, LAST_DAY))
  const condition = random.choose(CONDITIONS)
  const life: Life = {
    random,
    chronicle,
    person,
    condition,
    level: firstLevel(random, age),
    // Of the blind and the deaf most are assessed for nothing else.
    asked: {
      civil: condition === 'ordinary' || random.happens(0.3),
      handicap: random.happens(0.6),
      work: random.happens(0.25),
    },
    hasTwoCodes: false,
  }
  const data = registrationOf(random, person)
  chronicle.record(begins, person.codiceFiscale, { type: 'persona.registrata', data })
  if (isAssessedHere(random, territorio)) tell(life, begins)
  if (death <= LAST_DAY) {
    chronicle.reopen()
    const died = { data: textOf(death) }
    chronicle.record(death + random.between(2, 30), life.person.codiceFiscale, {
      type: 'persona.deceduta',
      data: died,
    })
  }
  return chronicle.text
}

function tell(life: Life, begins: Day): void {
  const { random } = life
  if (random.happens(0.012) && !certifyProvisionally(life, begins)) return
  let act: Act | undefined = assess(life, { procedura: 'primaIstanza', from: begins })
  for (let acts = 1; act && acts < MOST_ACTS; acts++) {
    const standing = reconsider(life, act)
    interlude(life)
    act = standing && whatComesNext(life, standing)
  }
}

/** Art. 25 c. 4 D.L. 90/2014: a specialist's certificate, until the board has decided. Not all wait for it. */
function certifyProvisionally({ random, chronicle, person }: Life, begins: Day): boolean {
  const day = begins + random.between(10, 19)
  if (day < dayOf(2014, 8, 19)) return true
  const data = textOf(day)
  chronicle.record(day, person.codiceFiscale, {
    type: 'verbale.definito',
    data: {
      protocollo: chronicle.nextProtocollo(day),
      procedura: 'provvisorio',
      dataVisita: data,
      dataDefinizione: data,
      giudizi: [{ area: 'handicap', codice: 'H-3', dal: data }],
    },
  })
  return random.happens(0.85)
}

/** The Provinces and the Valley assess by their own commissions; and not all have been assessed. */
function isAssessedHere(random: Random, territorio: string): boolean {
  return random.happens(territorio === 'INPS' ? 0.975 : 0.15)
}

/** More and more every year, and few of the years before the archive of today. */
function firstContact(random: Random): Day {
  const [from, to] = random.happens(0.12)
    ? [FIRST_DAY, dayOf(2010, 1, 1)]
    : [dayOf(2010, 1, 1), LAST_DAY - 30]
  return from + Math.floor(Math.sqrt(random.fraction()) * (to - from))
}

/** At the first application. */
const AGES: Shares<readonly [youngest: number, oldest: number]> = [
  [[0, 17], 0.11],
  [[18, 44], 0.14],
  [[45, 64], 0.28],
  [[65, 79], 0.3],
  [[80, 96], 1],
]

/** Around 85, or some years after the first contact where that came late. */
function dayOfDeath(random: Random, birth: Day, begins: Day): Day {
  const age = 66 + random.between(0, 19) + random.between(0, 19)
  const expected = birth + age * 365 + random.below(365)
  return expected > begins + 400 ? expected : begins + random.between(200, 3200)
}

const CONDITIONS: Shares<Condition> = [
  ['blind', 0.016],
  ['deaf', 0.007],
  ['deafblind', 0.0004],
  ['ordinary', 1],
]

const FIRST_LEVELS: Record<'minor' | 'adult' | 'elderly', Shares<Level>> = {
  minor: [
    [1, 0.5],
    [5, 0.2],
    [2, 0.15],
    [0, 0.05],
    [3, 0.05],
    [4, 1],
  ],
  adult: [
    [1, 0.42],
    [2, 0.27],
    [3, 0.1],
    [0, 0.09],
    [5, 0.09],
    [4, 1],
  ],
  elderly: [
    [2, 0.38],
    [1, 0.2],
    [3, 0.18],
    [5, 0.14],
    [4, 0.06],
    [0, 1],
  ],
}

function firstLevel(random: Random, age: number): Level {
  return random.choose(FIRST_LEVELS[age < 18 ? 'minor' : age < 65 ? 'adult' : 'elderly'])
}
