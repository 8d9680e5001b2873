import { type SameShape } from '../messages/locale.js'
import { type sendSheetIt } from './send-sheet.texts.it.js'

export const sendSheetEn = {
  send: 'Send the sheet by e-mail',
  to: (address) => `To the address we hold: ${address}. You cannot type another one here.`,
  leaving: 'The sheet is about to leave. It may take some minutes.',
  left: (day, time) => `You asked for it on ${day} at ${time}. The sheet has left.`,
  refused: (telephone) => `The e-mail address does not accept mail. To change it, call ${telephone}.`,
  lost: 'The sheet did not leave. You can ask for it again, or download it.',
  demo: 'Open the mail of the demo',
  tooManyTitle: 'Enough for today',
  tooMany: (most) => `You can ask for the sheet by e-mail ${String(most)} times a day.`,
  tooManyUntil: (day, time) => `You can ask again on ${day} after ${time}.`,
  download: 'Download the sheet (PDF)',
} satisfies SameShape<typeof sendSheetIt>
