import { type SameShape } from '../../messages/locale.js'
import { type it } from './pin.texts.it.js'

export const en = {
  title: 'Log in with the PIN',
  lead: 'Type your codice fiscale and the PIN that the institution gave you.',
  back: 'Other ways',
  codiceFiscale: 'Your codice fiscale',
  codiceFiscaleHint: '16 characters, on the health card.',
  codiceFiscaleWrong: 'There is an error. Copy the code from the card again.',
  pin: 'PIN',
  pinHint: 'Letters and digits, without spaces.',
  pinEmpty: 'Type the PIN.',
  go: 'Log in',
  errors: 'You are not in',
  refused: 'The codice fiscale and the PIN do not match, or the PIN is paused.',
  locks: 'After five errors the PIN pauses for 15 minutes. If it fails, call {telefono}.',
  trial: 'Trial PIN, nobody is real:',
} satisfies SameShape<typeof it>
