import { type SameShape } from '../messages/locale.js'
import { type it } from './identity.texts.it.js'

export const en = {
  login: {
    title: 'Log in',
    lead: 'Choose how.',
    forHolder: 'For your QR.',
    forOperator: 'To ask for the degree, with your own identity.',
    spid: 'Log in with SPID',
    cie: 'Log in with CIE',
    cns: 'Log in with CNS',
    pin: 'Log in with the PIN',
    others: 'No SPID?',
    othersText: (telephone: string) => `Name a delegate, go to a counter or call ${telephone}.`,
    cnsHow: 'The CNS is also the health card with a chip. It needs a reader.',
    cnsTitle: 'What is the CNS?',
  },
  out: {
    title: 'You are out',
    lead: 'Nothing stays here.',
    cns: 'CNS? Take the card out.',
    shared: 'Not your computer? Take your sheets and delete the PDF.',
    home: 'Go to the start',
  },
  ended: {
    title: 'The session ended',
    lead: 'Log in again: your text is kept.',
    go: 'Log in again',
  },
  resume: {
    title: 'You are in again',
    lead: 'We kept what you typed.',
    go: 'Go on',
  },
  demo: {
    banner: 'Trial identity provider: nobody is real.',
    title: (method: string) => `Trial ${method}`,
    lead: 'Choose who you are.',
    who: 'Person',
    go: 'Go on',
    none: 'Choose a person.',
    errors: 'The person is missing',
    dataTitle: 'These data go to Attesta',
    codiceFiscale: 'Codice fiscale',
    name: 'Name and surname',
    method: 'Method',
    level: 'Level',
    provider: 'Provider',
    consent: 'I agree',
    cancel: 'Cancel',
    providerName: 'Trial identity',
  },
} satisfies SameShape<typeof it>
