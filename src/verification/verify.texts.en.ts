import { type SameShape } from '../messages/locale.js'
import { type it } from './verify.texts.it.js'

export const en = {
  title: 'Verify a QR',
  lead: 'You need the QR and the person’s codice fiscale.',
  go: 'Verify',
  again: 'New check',
  codiceFiscale: {
    label: 'The person’s codice fiscale',
    hint: 'It has 16 characters. It is on the health card: a reader works too.',
    empty: 'Type the codice fiscale.',
    wrongLength: (typed: number) => `16 characters are needed. You typed ${String(typed)}.`,
    wrongCharacters: 'There is an error. Copy the code from the card again.',
    wrongCheckCharacter: 'There is an error. Copy the code from the card again.',
    elevenDigits: 'It has 11 digits. Use the 16-character code.',
    good: 'The code is well written.',
  },
  token: {
    label: 'Verification code',
    hint: '32 letters and digits, below the QR. If you scanned it, they are already here.',
    empty: 'Scan the QR or type the code.',
    wrongLength: (typed: number) => `32 characters are needed. You typed ${String(typed)}.`,
    unknownCharacter: (character: string) => `${character} does not exist here. Read the code again.`,
    mistyped: 'There is an error. Copy the code from the sheet again.',
  },
  errors: 'Check the two codes',
  recorded: 'We record hour and answer, not who checks.',
  answers: {
    recognised: {
      title: 'Recognised',
      only: 'A disability is recognised today.',
      which: 'Recognised today:',
      next: 'Look at an identity document. Then apply your rules.',
      limits: 'It does not prove who is before you. It does not say which discount applies.',
    },
    notRecognised: {
      title: 'Not in this archive',
      what: 'This is not a no.',
      more: 'Court decisions and other bodies’ acts count too.',
      next: 'Ask for the paper decision or another act. If there is one, it counts.',
      limits: 'It does not prove that the person has no rights.',
    },
    notVerifiable: {
      title: 'Cannot be verified here',
      what: 'The data may be in another archive.',
      next: 'Ask for the paper decision or another act. If there is one, it counts.',
      limits: 'It says neither yes nor no.',
    },
    notValid: {
      title: 'Not valid',
      what: 'The two codes do not match, or the QR no longer counts.',
      next: 'Check both codes and try again. If it fails, ask for another act.',
      limits: 'It says nothing about the person. Do not keep the sheet.',
    },
  },
  categories: {
    invaliditaCivile: 'Civil invalidity',
    accompagnamento: 'Attendance allowance',
    cecitaCivile: 'Blindness',
    sordita: 'Deafness',
    handicap: 'Disability (L. 104/1992)',
    disabilita: 'Disability and work (L. 68/1999)',
  },
  when: (day: string, time: string) => `${day}, ${time}. It counts only now.`,
  nextTitle: 'What to do',
  limitsTitle: 'What it does not say',
  more: {
    summary: 'Do you need the degree?',
    text: 'Only if a law requires it. For a ticket, normally not.',
    how: 'You log in with your digital identity. The person approves with a code on their phone.',
    go: 'Ask for the degree',
  },
} satisfies SameShape<typeof it>
