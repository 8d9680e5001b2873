import { type SameShape } from '../messages/locale.js'
import { type it } from './login.texts.it.js'

export const en = {
  login: {
    title: 'How do you want to log in?',
    leads: {
      holder: '',
      operator: 'Log in with your own identity: the person will read your name.',
      clerk: 'At the counter you log in with your own CIE or CNS.',
    },
    stepUp: (level) =>
      `This body asks for a login of level ${String(level)}. Then you come back to where you were.`,
    back: 'Back',
    spid: 'Log in with SPID',
    cie: 'Log in with CIE',
    cns: 'Log in with CNS',
    pin: 'Log in with the PIN',
    which: 'Which one do I choose?',
    whichAny: 'Any of them: choose the one you already use.',
    whichSpid: 'SPID: a name, a password and your telephone.',
    whichCie: 'CIE: the electronic identity card, with its code.',
    whichCns: 'CNS: the health card with the chip. It needs a reader.',
    none: 'No SPID?',
    noneText: 'You can use CIE or CNS. Or name a delegate, go to a counter or call {telefono}.',
    another: 'Logging in for someone else?',
    anotherText: 'Do not use their password. If you act for them, go to a counter or call {telefono}.',
    whoPin: 'Who may use the PIN?',
    whoPinText:
      'Who is under 18, has a guardian, or has no Italian documents. Everybody else logs in with SPID, CIE or CNS.',
  },
  out: {
    title: 'You are out',
    lead: 'Nothing stays here.',
    cns: 'CNS? Take the card out.',
    shared: 'Not your computer? Take your sheets and delete the PDF.',
    home: 'Go to the start',
  },
  resume: {
    title: 'Go on from where you were',
    lead: 'We kept what you typed. Press “Go on” to send it.',
    go: 'Go on',
    leave: 'Leave it',
  },
  refused: {
    cancelled: {
      title: 'You are not logged in',
      say: 'The login was not completed. Retry or choose another way.',
    },
    consentDenied: {
      title: 'You are not logged in',
      say: 'You did not agree to send your data. We need only name and codice fiscale.',
    },
    timeout: { title: 'It took too long', say: 'The provider closed the login. Try again, without hurry.' },
    wrongCredentials: {
      title: 'Wrong password or code',
      say: 'Check what you type. After too many errors the provider locks you out: ask them.',
    },
    noCredential: {
      title: 'A higher level is needed',
      say: 'Your identity lacks the level needed here. Ask your provider for it, or choose another way.',
    },
    suspended: {
      title: 'Your identity is suspended',
      say: 'Ask your provider why. Meanwhile you can choose another way.',
    },
    wrongIdentity: {
      title: 'Another identity is needed',
      say: 'You used a professional or company identity. Try again with your own, personal one.',
    },
    noCodiceFiscale: {
      title: 'The codice fiscale is missing',
      say: 'Your identity names no Italian codice fiscale. It is needed here: call the help line.',
    },
    failure: {
      title: 'The provider did not answer well',
      say: 'It is not your fault. Try again soon or choose another way.',
    },
    noAttempt: {
      title: 'This login is no longer good',
      say: 'It is over, or was used already. Log in again: it takes a minute.',
    },
    again: 'Try again',
    reference: 'Number to quote',
    help: 'Help',
  },
} satisfies SameShape<typeof it>
