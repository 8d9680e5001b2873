import { MINUTE } from '../../kernel/instant.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'
import { type CardRefusal } from './card.js'

/** How long the answer of the listener waits to be fetched by the pages. */
export const CARD_ANSWER_LIFE = 2 * MINUTE

/** What the listener has to say of the card that it saw. */
export type CardAnswer =
  | { kind: 'holder'; person: AuthenticatedPerson }
  | { kind: 'refused'; why: CardRefusal }
  /** The login waited no longer when the card was shown: it was not looked at. */
  | { kind: 'late' }
