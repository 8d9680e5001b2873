import assert from 'node:assert/strict'
import { inventCodiceFiscale } from '../src/cli/invent-codice-fiscale.js'
import { runDemo } from './service.js'

/** The demonstration, with a support administrator who acts for so many people more than two. */
export async function runAs(count: number) {
  const service = await runDemo()
  const livia = { nome: 'Livia', cognome: 'Marchetti', sex: 'F', born: '1972-09-28', place: 'F839' } as const
  const lines = Array.from({ length: count - 2 }, (_none, index) => {
    const born = new Date(Date.UTC(1940, 0, 1 + index)).toISOString().slice(0, 10)
    const person = { nome: 'Ospite', cognome: `Casa ${letters(index)}` }
    const codiceFiscale = inventCodiceFiscale({ ...person, sex: 'M', born, place: 'H501' })
    const event = (type: string, place: number, data: object) => ({
      id: `00000000-0000-4000-8000-${String(place * 1000 + index).padStart(12, '0')}`,
      ...{ type, occurredAt: '2024-03-04T09:00:00+01:00', codiceFiscale, data },
    })
    return [
      event('persona.registrata', 1, { ...person, dataNascita: born }),
      event('rappresentanza.registrata', 2, {
        ...{ rappresentante: inventCodiceFiscale(livia), nome: livia.nome, cognome: livia.cognome },
        ...{ titolo: 'amministratoreDiSostegno', ambito: ['titolarita'], dal: '2024-03-04' },
      }),
    ]
  }).flat()
  const { exitCode, output } = await service.importLines(lines)
  assert.equal(exitCode, 0, output)
  return { service, livia: `${livia.nome} ${livia.cognome}` }
}

const letters = (index: number) => `${letter(index / 26)}${letter(index % 26)}`
const letter = (number: number) => String.fromCharCode(65 + Math.floor(number))
