import { randomUUID } from 'node:crypto'
import { checkCharacter, type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { type NumberedLine } from '../src/registry/reading/prepare-line.js'

/** The code of invented person number so-and-so, below a million. */
export function codeOf(person: number): CodiceFiscale {
  const letters = Array.from(String(person).padStart(6, '0'), (digit) => 'ABCDEFGHIL'.charAt(Number(digit)))
  const unchecked = `${letters.join('')}62A01H501`
  return (unchecked + checkCharacter(unchecked)) as CodiceFiscale
}

/** Registration and first act of each; every second person has an aggravation too. All are recognised today. */
export function feedOf(from: number, to: number): NumberedLine[] {
  const lines: NumberedLine[] = []
  const add = (event: object) => lines.push({ line: lines.length + 1, text: JSON.stringify(event) })
  for (let person = from; person < to; person++) {
    add(registration(person))
    add(firstAct(person))
    if (person % 2 === 1) add(aggravation(person))
  }
  return lines
}

function event(person: number, type: string, occurredAt: string, data: object) {
  return { id: randomUUID(), type, occurredAt, codiceFiscale: codeOf(person), data }
}

function registration(person: number) {
  return event(person, 'persona.registrata', '2019-01-07T09:00:00+01:00', {
    nome: 'Annamaria',
    cognome: 'Castelvecchi',
    dataNascita: '1962-01-01',
    cellulare: `+39333${String(person).padStart(7, '0')}`,
    email: `persona${String(person)}@posta.example`,
  })
}

function firstAct(person: number) {
  return event(person, 'verbale.definito', '2019-05-20T11:30:00+02:00', {
    protocollo: `BENCH-${String(person)}-1`,
    procedura: 'primaIstanza',
    dataVisita: '2019-05-06',
    dataDefinizione: '2019-05-20',
    giudizi: [
      { area: 'invaliditaCivile', codice: 'CIV-74', percentuale: 80, dal: '2019-03-01' },
      { area: 'handicap', codice: 'H-3', dal: '2019-03-01', dataRevisione: '2021-03-01' },
    ],
    noteFiscali: ['F3'],
  })
}

function aggravation(person: number) {
  return event(person, 'verbale.definito', '2022-02-14T10:00:00+01:00', {
    protocollo: `BENCH-${String(person)}-2`,
    procedura: 'aggravamento',
    dataVisita: '2022-01-31',
    dataDefinizione: '2022-02-14',
    giudizi: [{ area: 'invaliditaCivile', codice: 'CIV-100A', percentuale: 100, dal: '2021-11-01' }],
  })
}
