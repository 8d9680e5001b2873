import { type Inline } from './sheet.js'
import { type it } from './sheet.texts.it.js'

export const en = {
  title: (name: string) => `QR of ${name}`,
  titleStart: 'QR of ',
  date: (day: string) => `Sheet of ${day}.`,
  always: 'The answer is always today’s.',
  use: [
    ['Show the QR with your health card. '],
    ['The verifier scans it and types the ', { italian: 'codice\u00a0fiscale' }, '. '],
    ['They read the answer on screen.'],
  ] as Inline[],
  where: [
    'The QR is at the top right: a five-centimetre square. ',
    'At the bottom is a card to cut out, with the same QR.',
  ],
  alt: (name: string) => `QR of ${name.replace(/\.$/, '')}. The verification code is below.`,
  code: 'Verification code',
  codeUse: (address: string): Inline => ['Type it at ', { strong: `${address}/v` }, ' if the QR fails.'],
  verifier: 'Checking?',
  verifierDo: (address: string): Inline => [
    'Open only ',
    { strong: address },
    ' and\u00a0look at an identity document.',
  ],
  lost: 'Lost the sheet?',
  lostDo: (address: string, telephone: string): Inline => [
    'Revoke the QR at ',
    { strong: address },
    ', or\u00a0call ',
    { strong: telephone },
    '.',
  ],
  card: {
    title: 'Card to cut out.',
    fold: 'Fold it in half. With the cut corner at the top left, the QR faces you.',
    alt: (name: string) => `QR of ${name}, the same as on the sheet.`,
    use: 'Show it with your health card.',
    codeUse: (address: string): Inline => ['Type it at ', { strong: `${address}/v` }],
    lost: (telephone: string): Inline => ['Lost it? Call ', { strong: telephone }],
  },
} satisfies typeof it
