import { type SameShape } from '../../messages/locale.js'
import { type it } from './card.texts.it.js'

export const en = {
  insert: {
    title: 'Put the card in the reader',
    back: 'Other ways',
    steps: [
      'Put the card in the reader and press “Go on”.',
      'The browser asks which certificate to use. Choose the one with your codice fiscale.',
      'Type the PIN of the card.',
    ],
    go: 'Go on',
    nothing: 'Nothing happens?',
    nothingText:
      'You need a reader and the program of the card: your region’s site has it. Then close the browser and open it again.',
    shared: 'Not your computer?',
    sharedText:
      'At the end take the card out and close the browser. While it is open, it remembers the card.',
    trial: 'No card? Take a trial one.',
  },
  refused: {
    noCard: {
      title: 'We could not read the card',
      say: 'Check that it is in the reader. Close the browser, open it again and retry.',
    },
    unreadable: {
      title: 'The card cannot be read',
      say: 'The certificate that arrived is not of a CNS. Retry and choose another.',
    },
    unknownAuthority: {
      title: 'This card is no good here',
      say: 'Its issuer is not on the national list. Perhaps you chose a signature certificate: retry with the other.',
    },
    expired: {
      title: 'The card has expired',
      say: 'Ask your health authority or region for the new one. Meanwhile log in another way.',
    },
    wrongUse: {
      title: 'You chose another certificate',
      say: 'This one is not for logging in. Close the browser, retry and choose the one for authentication.',
    },
    wrongPolicy: {
      title: 'This is not a CNS',
      say: 'You need the health card with the chip, or another CNS. Retry with that.',
    },
    wrongCode: {
      title: 'The code on the card is wrong',
      say: 'The card has no valid codice fiscale. Show it to your health authority. Meanwhile log in another way.',
    },
    revoked: {
      title: 'The card is no longer good',
      say: 'It was blocked or replaced. Use the new one, or log in another way.',
    },
    revocationUnknown: {
      title: 'We cannot check the card now',
      say: 'Its issuer does not answer. It is not your fault. Retry soon, or log in another way.',
    },
    again: 'Retry or choose another way',
    reference: 'Number to quote',
    help: 'Help',
  },
} satisfies SameShape<typeof it>
