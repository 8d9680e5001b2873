import { type Day, dayOf, textOf, yearOf } from './calendar.js'
import { type Level } from './findings.js'
import { type Act, assess, type Life } from './life.js'
import { type Random, type Shares } from './random.js'

/** How an act is followed up: what stands afterwards; nothing where the life is told to its end. */
export function whatComesNext(life: Life, act: Act): Act | undefined {
  const { random } = life
  if (act.revision !== undefined && random.happens(0.78)) return revise(life, act, act.revision)
  const roll = random.fraction()
  if (roll < 0.03) return inspect(life, act)
  if (roll < 0.065) return judge(life, act)
  const wait = random.between(250, 1500) + random.between(0, 1500)
  return assess(life, {
    procedura: 'aggravamento',
    from: act.defined + wait,
    level: moved(random, act.level, AGGRAVATION),
  })
}

/** The office itself, soon after: an act taken back, or set right by another that restates it (autotutela). */
export function reconsider(life: Life, act: Act): Act | undefined {
  const { random, chronicle, person } = life
  const roll = random.fraction()
  const day = Math.max(act.defined, chronicle.last) + random.between(10, 300)
  const { protocollo } = act
  if (roll < 0.006) {
    const data = { protocollo, data: textOf(day) }
    chronicle.record(day + random.between(0, 5), person.codiceFiscale, { type: 'verbale.annullato', data })
    return { ...act, revision: undefined }
  }
  if (roll > 0.992)
    return assess(life, {
      procedura: 'autotutela',
      from: day,
      dal: act.dal,
      level: random.happens(0.8) ? higher(random, act.level) : lower(act.level),
      sostituisce: protocollo,
    })
  return act
}

/** The revision that an act planned: a visit, a stamp on paper (*timbro digitale*), or nobody came. */
function revise(life: Life, act: Act, planned: Day): Act | undefined {
  const { random } = life
  const from = planned + random.between(-60, 150)
  const roll = random.fraction()
  if (roll < 0.07 && yearOf(planned) >= 2020) return stamp(life, act, planned + random.between(20, 200))
  if (roll < 0.12) return miss(life, act, Math.max(from, planned))
  return assess(life, { procedura: 'revisione', from, level: moved(life.random, act.level, REVISION) })
}

/** Msg INPS 1650/2021: the same judgement, the revision put off or dropped; only once it has passed. */
function stamp({ random, chronicle, person }: Life, act: Act, day: Day): Act | undefined {
  const { protocollo } = act
  const revision = random.happens(0.5) ? day + random.between(1, 4) * 365 : undefined
  const data = textOf(day)
  const recorded = chronicle.record(day + 2, person.codiceFiscale, {
    type: 'revisione.aggiornata',
    data:
      revision === undefined
        ? { protocollo, data, esonero: true }
        : { protocollo, data, dataRevisione: textOf(revision) },
  })
  return recorded === undefined ? undefined : { ...act, defined: day, revision }
}

/** Msg INPS 1835/2021: who does not come is suspended, and revoked from that day where there was no good reason. */
function miss(life: Life, act: Act, day: Day): Act | undefined {
  const { random, chronicle, person } = life
  const { protocollo } = act
  const absence = chronicle.record(day + random.between(1, 10), person.codiceFiscale, {
    type: 'visita.assenza',
    data: { protocollo, data: textOf(day) },
  })
  if (absence === undefined) return undefined
  const after = day + random.between(60, 120)
  const roll = random.fraction()
  if (roll < 0.15) {
    const data = { evento: absence, motivo: 'Assenza giustificata' }
    chronicle.record(after, person.codiceFiscale, { type: 'evento.annullato', data })
  } else if (roll < 0.4) {
    const data = { protocollo, decorrenza: textOf(day) }
    chronicle.record(after, person.codiceFiscale, { type: 'beneficio.revocato', data })
    return undefined
  }
  return assess(life, {
    procedura: 'revisione',
    from: after,
    level: moved(life.random, act.level, REVISION),
  })
}

/** D.L. 78/2009 art. 20: the years of the extraordinary checks. */
function inspect(life: Life, act: Act): Act | undefined {
  const { random } = life
  const from = Math.max(act.defined + 200, dayOf(2009, 9, 1)) + random.between(0, 1500)
  return assess(life, {
    procedura: 'verificaStraordinaria',
    from,
    level: moved(random, act.level, EXTRAORDINARY_CHECK),
  })
}

/** A court gives what the board refused, back to the day of the application. */
function judge(life: Life, act: Act): Act | undefined {
  const { random } = life
  const from = act.defined + random.between(250, 900)
  return assess(life, { procedura: 'giudiziale', from, dal: act.dal, level: higher(random, act.level) })
}

type Move = 'same' | 'up' | 'down' | 'nothing'

/** How the judgement is found to be, beside the one before: newer acts also go down. */
const AGGRAVATION: Shares<Move> = [
  ['up', 0.69],
  ['same', 0.24],
  ['down', 0.05],
  ['nothing', 1],
]
const REVISION: Shares<Move> = [
  ['same', 0.66],
  ['down', 0.18],
  ['up', 0.1],
  ['nothing', 1],
]
const EXTRAORDINARY_CHECK: Shares<Move> = [
  ['same', 0.73],
  ['down', 0.16],
  ['nothing', 1],
]

/** The gravest conditions do not vanish: where nothing would be left of them, they are found a little less grave. */
function moved(random: Random, level: Level, moves: Shares<Move>): Level {
  const move = random.choose(moves)
  if (move === 'same') return level
  if (move === 'up') return higher(random, level)
  return move === 'nothing' && level < 4 ? 0 : lower(level)
}

function higher(random: Random, level: Level): Level {
  const steps = random.happens(0.25) ? 2 : 1
  return Math.min(level + steps, 5) as Level
}

function lower(level: Level): Level {
  return Math.max(level - 1, 0) as Level
}
