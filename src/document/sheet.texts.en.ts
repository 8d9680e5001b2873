import { type Linked } from './sheet-links.js'
import { type Inline, stopped } from './sheet.js'
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
  alt: (name: string) => `${stopped(`QR of ${name}`)} The verification code is below.`,
  links: {
    site: (address: string) => `Open the site ${address}`,
    check: (address: string) => `Open the check with this code: ${address}`,
    call: (telephone: string) => `Call ${telephone}`,
  },
  code: 'Verification code',
  codeUse: (check: Linked): Inline => ['Does the QR fail? Type the code at ', check],
  verifier: 'Checking?',
  verifierDo: (site: Linked): Inline[] => [['Open only ', site, '. '], ['Look at an identity document.']],
  lost: 'Lost the sheet?',
  lostDo: (site: Linked, call: Linked): Inline[] => [
    ['Revoke the QR at ', site, '. '],
    ['Or call ', call, '.'],
  ],
  card: {
    title: 'Card to cut out',
    cut: [
      'Cut along the dashes. Fold in half on the dots, with the words outside. ',
      'One corner is cut off: your fingers find it. Hold it at the top left: the QR faces you.',
    ],
    alt: (name: string) => `QR of ${name}, the same as on the sheet.`,
    use: 'Show it with your health card.',
    codeUse: (check: Linked): Inline => ['Type it at ', check],
    lost: (call: Linked): Inline => ['Lost it? Call ', call],
  },
  largePrint: {
    where: ['On the sheet, the QR is at the bottom of the first page. ', 'It is a twelve-centimetre square.'],
    use: 'How to use it',
    page: (number: number, of: number) => `Page ${String(number)} of ${String(of)}`,
  },
  easyToRead: {
    about: 'What this sheet is',
    aboutDo: (name: string): Inline[] => [
      [stopped(`This sheet belongs to ${name}`)],
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
    codeDo: (check: Linked): Inline => ['Type the code at ', check],
    lost: 'If you lose the sheet',
    lostDo: (site: Linked, call: Linked): Inline[] => [
      ['Call ', call, '.'],
      ['Ask them to revoke the QR.'],
      ['To revoke means: the QR no longer works.'],
      ['You can revoke the QR yourself, at ', site, '.'],
    ],
    verifier: 'If you are checking',
    verifierDo: (site: Linked): Inline[] => [
      ['Open only ', site, '.'],
      ['Look at an identity document too.'],
    ],
  },
} satisfies typeof it
