import { type Category, type DisabilityStatus } from '../registry/derivation/disability-status.js'
import { unreachable } from '../kernel/failures.js'

export type PublicAnswer = 'recognised' | 'notRecognised' | 'notVerifiable' | 'notValid'

/**
 * What anybody with the QR and the codice fiscale learns. Declared by itself: it has no field for a judgement, a
 * percentage or a date, so no page can show one (decision 12, D7).
 */
export type StatusView =
  | { answer: 'recognised'; categories?: Category[] }
  | { answer: 'notRecognised' }
  | { answer: 'notVerifiable' }
  | { answer: 'notValid' }

/** Keeps of a status what the holder chose to show. A death is told to nobody: the QR is simply not valid (D8). */
export function toPublicView(status: DisabilityStatus, shows: 'only' | 'which'): StatusView {
  switch (status.answer) {
    case 'recognised':
      return shows === 'which'
        ? { answer: 'recognised', categories: status.level1.categories }
        : { answer: 'recognised' }
    case 'notRecognised':
    case 'notVerifiable':
      return { answer: status.answer }
    case 'deceased':
      return { answer: 'notValid' }
    default:
      return unreachable(status.answer)
  }
}
