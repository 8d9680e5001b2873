import { type SameShape } from '../messages/locale.js'
import { type sheetIt } from './sheet.texts.it.js'

export const sheetEn = {
  title: (name: string) => `QR of ${name}`,
  date: (day: string) => `Sheet of ${day}.`,
  always: 'The answer is always today’s.',
  use: 'Show the QR with your health card. The verifier scans it and types the codice fiscale. They read the answer on their screen.',
  alt: (name: string) => `QR of ${name}. The verification code is written below.`,
  codeTitle: 'Verification code',
  code: (address: string) => `Type it at ${address}/v if the QR cannot be read.`,
  verifierTitle: 'Checking?',
  verifier: (address: string) => `Open only ${address} and look at an identity document.`,
  lostTitle: 'Lost the sheet?',
  lost: (address: string, telephone: string) => `Revoke the QR at ${address}, or call ${telephone}.`,
  where:
    'The QR is at the top right: a five-centimetre square. At the bottom is a card to cut out, with the same QR.',
  cut: 'Cut out and fold in half.',
  card: 'Show it with your health card.',
  cardCode: (address: string) => `Type it at ${address}/v`,
  cardLost: (telephone: string) => `Lost? Call ${telephone}`,
} satisfies SameShape<typeof sheetIt>
