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
    'On the sheet, the QR is at the top right. It is a five-centimetre square. ',
    'At the bottom is a card to cut out. It has the same QR.',
  ],
  alt: (name: string) => `QR of ${name.replace(/\.$/, '')}. The verification code is below.`,
  code: 'Verification code',
  codeUse: (address: string): Inline => ['Does the QR fail? Type the code at ', { strong: `${address}/v` }],
  verifier: 'Checking?',
  verifierDo: (address: string): Inline[] => [
    ['Open only ', { strong: address }, '. '],
    ['Look at an identity document.'],
  ],
  lost: 'Lost the sheet?',
  lostDo: (address: string, telephone: string): Inline[] => [
    ['Revoke the QR at ', { strong: address }, '. '],
    ['Or call ', { strong: telephone }, '.'],
  ],
  card: {
    title: 'Card to cut out',
    cut: [
      'Cut along the dashes. Fold in half on the dots, with the words outside. ',
      'One corner is cut off: your fingers find it. Hold it at the top left: the QR faces you.',
    ],
    alt: (name: string) => `QR of ${name}, the same as on the sheet.`,
    use: 'Show it with your health card.',
    codeUse: (address: string): Inline => ['Type it at ', { strong: `${address}/v` }],
    lost: (telephone: string): Inline => ['Lost it? Call ', { strong: telephone }],
  },
  largePrint: {
    where: ['On the sheet, the QR is at the bottom of the first page. ', 'It is a twelve-centimetre square.'],
    use: 'How to use it',
    page: (number: number, of: number) => `Page ${String(number)} of ${String(of)}`,
  },
  easyToRead: {
    about: 'What this sheet is',
    aboutDo: (name: string): Inline[] => [
      [`This sheet belongs to ${name}.`],
      ['There is a QR on the sheet.'],
      ['The QR is below.'],
      ['It is a large black and white square.'],
      ['A telephone can read the QR.'],
    ],
    use: 'How to use the QR',
    useSteps: [
      ['Show the QR.'],
      ['Show your health card too.'],
      ['The other person reads the QR with a telephone.'],
      ['The other person types your ', { italian: 'codice\u00a0fiscale' }, '.'],
      ['The telephone gives them the answer.'],
    ] as Inline[],
    code: 'If the QR cannot be read',
    codeStart: ['Use the verification code.'] as Inline,
    codeDo: (address: string): Inline => ['Type the code at ', { strong: `${address}/v` }],
    lost: 'If you lose the sheet',
    lostDo: (address: string, telephone: string): Inline[] => [
      ['Call ', { strong: telephone }, '.'],
      ['Ask them to revoke the QR.'],
      ['To revoke means: the QR no longer works.'],
      ['You can revoke the QR yourself, at ', { strong: address }, '.'],
    ],
    verifier: 'If you are checking',
    verifierDo: (address: string): Inline[] => [
      ['Open only ', { strong: address }, '.'],
      ['Look at an identity document too.'],
    ],
  },
} satisfies typeof it
