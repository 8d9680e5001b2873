import { type Instant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier } from '../dossier.js'
import { isAdult } from './coming-of-age.js'
import { ofOnePerson } from './one-person.js'
import { registerDataAt } from './register-data.js'
import { representationsAt } from './representations.js'

/** Why somebody gives no order about their QR themself. */
export type NotByOwnHand = 'minor' | 'represented'

/**
 * Whether an order about the QR must come from somebody else: a minor's (art. 2 c.c.), and that of who has somebody
 * appointed for the QR (artt. 357, 394, 409 c.c.; `titolarita` in docs/contracts.md §1). Says nothing of who is not registered.
 */
export function notByOwnHand(
  dossier: Dossier,
  moment: { at: LegalDay; knownAt: Instant },
): NotByOwnHand | undefined {
  const { registrations } = ofOnePerson(dossier, moment.knownAt)
  const register = registerDataAt(registrations, moment.knownAt)
  if (register === undefined) return undefined
  if (!isAdult(register.dataNascita, moment.at)) return 'minor'
  const isFor = representationsAt(dossier, moment).some(({ ambito }) => ambito.includes('titolarita'))
  return isFor ? 'represented' : undefined
}
