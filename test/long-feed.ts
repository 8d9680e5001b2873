import { checkCharacter } from '../src/kernel/codice-fiscale.js'
import { type NumberedLine } from '../src/registry/reading/prepare-line.js'

export const PEOPLE = 6000

/** A feed of people with one act each; every tenth act is refused. Always the same. */
export function* longFeed(): Generator<NumberedLine> {
  for (let person = 0; person < PEOPLE; person++) {
    const number = String(person).padStart(4, '0')
    const letters = Array.from(number, (digit) => 'ABCDEFGHIL'.charAt(Number(digit))).join('')
    const unchecked = `${letters}AA80A01H501`
    const codiceFiscale = unchecked + checkCharacter(unchecked)
    const event = (kind: string, type: string, data: Record<string, unknown>) =>
      JSON.stringify({
        id: `00000000-0000-4000-8000-00000${kind}${number.padStart(6, '0')}`,
        type,
        occurredAt: '2020-01-01T09:00:00+01:00',
        codiceFiscale,
        data,
      })
    const giudizi = person % 10 === 0 ? [] : [{ area: 'handicap', codice: 'H-3', dal: '2019-03-01' }]
    const days = { dataVisita: '2019-05-06', dataDefinizione: '2019-05-20' }
    yield {
      line: person * 2 + 1,
      text: event('1', 'persona.registrata', { nome: 'N', cognome: 'C', dataNascita: '1980-01-01' }),
    }
    yield {
      line: person * 2 + 2,
      text: event('2', 'verbale.definito', {
        protocollo: `P-${number}`,
        procedura: 'revisione',
        ...days,
        giudizi,
      }),
    }
  }
}
