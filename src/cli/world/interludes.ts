import { withOmocodia } from '../invent-codice-fiscale.js'
import { type Day, textOf } from './calendar.js'
import { inventFirstName, registrationOf, withCode } from './invent-person.js'
import { assess, type Life } from './life.js'

/** What happens to the register, between one act and the next. */
export function interlude(life: Life): void {
  const roll = life.random.fraction()
  if (roll < 0.06) renewRegistration(life)
  else if (roll < 0.0604) dieByMistake(life)
  else if (life.hasTwoCodes) return
  else if (roll < 0.0634) changeCode(life)
  else if (roll < 0.0646) merge(life)
}

function soon({ random, chronicle }: Life): Day {
  return chronicle.last + random.between(5, 200)
}

/** Another telephone, another house: all of the data come again, and what is left out is gone. */
function renewRegistration(life: Life): void {
  const { random, chronicle } = life
  if (random.happens(0.02)) life.person = { ...life.person, territorio: 'INPS' }
  const data = registrationOf(random, life.person, 1)
  chronicle.record(soon(life), life.person.codiceFiscale, { type: 'persona.registrata', data })
}

/** Two people had one code, or data were set right; now and then more than once. */
function changeCode(life: Life): void {
  const { random, chronicle, person } = life
  const before = person.codiceFiscale
  life.hasTwoCodes = true
  const byOmocodia = random.happens(0.35)
  const after = byOmocodia ? { ...person, codiceFiscale: withOmocodia(before, 1) } : corrected(life)
  const type = 'persona.codiceFiscaleVariato'
  const data = { nuovoCodiceFiscale: after.codiceFiscale }
  if (chronicle.record(soon(life), before, { type, data }) === undefined) return
  life.person = after
  if (!byOmocodia) {
    const renewed = registrationOf(random, after)
    chronicle.record(chronicle.last + 1, after.codiceFiscale, { type: 'persona.registrata', data: renewed })
  }
  if (!random.happens(0.2)) return
  const third = withOmocodia(after.codiceFiscale, byOmocodia ? 2 : 1)
  const again = { nuovoCodiceFiscale: third }
  if (chronicle.record(soon(life), after.codiceFiscale, { type, data: again }) !== undefined)
    life.person = { ...after, codiceFiscale: third }
}

/** The place of birth was wrong; or sex and first name were set right by a court (L. 164/1982). */
function corrected({ random, person }: Life) {
  const { slot, birth } = person
  const sex = random.happens(0.3) ? (person.sex === 'F' ? 'M' : 'F') : person.sex
  const nome = sex === person.sex ? person.nome : inventFirstName(random, sex, birth)
  return withCode({ ...person, sex, nome }, slot.correctedPlace)
}

/** Registered twice, assessed under both codes, found to be one; sometimes that was a mistake, and is undone. */
function merge(life: Life): void {
  const { random, chronicle, person } = life
  life.hasTwoCodes = true
  const other = withCode(
    { ...person, nome: person.nome.split(' ')[0] ?? person.nome },
    person.slot.correctedPlace,
  )
  const registered = { type: 'persona.registrata', data: registrationOf(random, other, 1) } as const
  if (chronicle.record(soon(life), other.codiceFiscale, registered) === undefined) return
  assess({ ...life, person: other }, { procedura: 'aggravamento', from: chronicle.last })
  const joined = chronicle.record(soon(life), other.codiceFiscale, {
    type: 'persona.codiceFiscaleVariato',
    data: { nuovoCodiceFiscale: person.codiceFiscale },
  })
  if (joined === undefined || !random.happens(0.25)) return
  const data = { evento: joined, motivo: 'Persone diverse: riunite per errore' }
  chronicle.record(soon(life), person.codiceFiscale, { type: 'evento.annullato', data })
}

/** Somebody of the same name had died. */
function dieByMistake(life: Life): void {
  const { chronicle, person } = life
  const day = soon(life)
  const death = chronicle.record(day + 6, person.codiceFiscale, {
    type: 'persona.deceduta',
    data: { data: textOf(day) },
  })
  if (death === undefined) return
  const data = { evento: death, motivo: 'Omonimia' }
  chronicle.record(soon(life), person.codiceFiscale, { type: 'evento.annullato', data })
}
