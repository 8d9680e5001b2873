import { type NotaFiscale } from '../giudizio.js'
import { type Act } from './act.js'
import { compareAge } from './current-act.js'

/** The notes of art. 4 D.L. 5/2012: those of the newest act in force that carries any. */
export function notesInForce(actsInForce: Act[]): NotaFiscale[] {
  const newestFirst = [...actsInForce].sort((one, other) => compareAge(other, one))
  return (
    newestFirst.find((act) => act.noteFiscali !== undefined && act.noteFiscali.length > 0)?.noteFiscali ?? []
  )
}
