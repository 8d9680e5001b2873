import { type LegalDay, birthday } from '../../kernel/legal-day.js'
import { type Codice } from '../giudizio.js'

/** Whether the 18th birthday has come: the day itself counts; who is born on 29 February has it on 1 March. */
export function isAdult(dataNascita: LegalDay, at: LegalDay): boolean {
  return birthday(dataNascita, 18) <= at
}

/** Judgements for school age, which end at eighteen (L. 289/1990); accompagnamento goes on (art. 25 c. 6 D.L. 90/2014). */
export function endsAtEighteen(codice: Codice): boolean {
  return codice === 'MIN-F' || codice === 'MIN-FU'
}
