import { type SameShape } from '../../messages/locale.js'
import { type it } from './cns-office.texts.it.js'

export const en = {
  banner: 'Trial office: nobody is real.',
  title: 'Your trial card',
  lead: 'Choose who you are. Then use the card in one of two ways.',
  who: 'Person',
  none: 'Choose a person.',
  errors: 'The person is missing',
  reader: 'Use it in the trial reader',
  readerHint: 'The simplest way: nothing to install.',
  file: 'Download the card',
  fileHow: 'How is the file used?',
  fileSteps: [
    'Import the file into the browser’s certificates. The password is “prova”.',
    'Come back to this page and press “Go with the card”.',
    'The browser warns that the trial site is not known. Go on.',
    'Choose the person’s certificate.',
  ],
  card: 'Go with the card',
  tryError: 'Try an error',
  faults: {
    expired: 'Expired card',
    revoked: 'Blocked card',
    unknownAuthority: 'Card of another authority',
    wrongUse: 'Certificate for another use',
    wrongPolicy: 'Another card',
    wrongCode: 'Wrong codice fiscale',
  },
} satisfies SameShape<typeof it>
