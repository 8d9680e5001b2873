import { type SameShape } from '../messages/locale.js'
import { type operatorIt } from './operator.texts.it.js'

export const operatorEn = {
  title: 'My requests',
  lead: 'Those of the last month. No names of persons are here.',
  none: 'You have not asked for anything yet.',
  how: 'To ask for the data, first scan the person’s QR and type their codice fiscale.',
  verify: 'Verify a QR',
  sessions: 'Your logins',
  unverified: 'Unverified body',
  purpose: (body, purpose) => `${body}. Purpose: ${purpose}.`,
  states: {
    requested: 'Waits for the answer',
    confirmed: 'Approved',
    refused: 'Refused',
    expired: 'Expired',
    exhausted: 'Three wrong codes',
  },
  goOn: 'Type the code',
  open: 'Read the data',
  again: 'Show again',
  otherSession: 'Asked in another login: the data can be shown again only there.',
} satisfies SameShape<typeof operatorIt>
