import { type DemoPerson, event, person } from './demo-person.js'

/** People who act for others of the world: a parent, a support administrator, a delegate. */
export function acting(): DemoPerson[] {
  return [
    person({
      who: ['Chiara', 'Sartoris', 'F', '1986-02-11', 'L736'],
      note: 'madre di Pietro Sartoris, minore',
      headline: 'genitore: agisce per Pietro Sartoris',
      events: [],
    }),
    person({
      who: ['Livia', 'Marchetti', 'F', '1972-09-28', 'F839'],
      note: 'amministratrice di sostegno di due persone',
      headline: 'amministratrice di sostegno: agisce per due persone',
      events: [],
    }),
    person({
      who: ['Ilario', 'Casadei', 'M', '1976-11-17', 'H294'],
      note: 'delegato da Bruno Casadei',
      headline: 'persona delegata: agisce per Bruno Casadei',
      events: [],
    }),
  ]
}

const APPOINTED = [
  { of: 'Pietro Sartoris', by: 'Chiara Sartoris', titolo: 'genitore' },
  {
    of: 'Norma Zanardi',
    by: 'Livia Marchetti',
    titolo: 'amministratoreDiSostegno',
    ambito: ['titolarita', 'consensi'],
  },
  {
    of: 'Amedeo Quaranta',
    by: 'Livia Marchetti',
    titolo: 'amministratoreDiSostegno',
    ambito: ['titolarita'],
  },
]

/** Whom a holder named on their own pages: no event of the feed. */
export const NAMED = { of: 'Bruno Casadei', by: 'Ilario Casadei' }

/** The same people, with who was appointed to act for them. */
export function withAppointed(people: DemoPerson[]): DemoPerson[] {
  return people.map((one) => {
    const events = APPOINTED.filter(({ of }) => of === nameOf(one)).map(({ of: _, by, ...mandate }) =>
      event('rappresentanza.registrata', '2024-03-04', {
        ...whoActs(people, by),
        ...mandate,
        dal: '2024-03-04',
      }),
    )
    return events.length === 0 ? one : { ...one, events: [...one.events, ...events] }
  })
}

function whoActs(people: DemoPerson[], name: string) {
  const found = people.find((one) => nameOf(one) === name)
  const cellulare = found?.events[0]?.data['cellulare']
  return { rappresentante: found?.codiceFiscale, nome: found?.nome, cognome: found?.cognome, cellulare }
}

export function nameOf({ nome, cognome }: DemoPerson): string {
  return `${nome} ${cognome}`
}
