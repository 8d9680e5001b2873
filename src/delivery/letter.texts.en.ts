import { type SameShape } from '../messages/locale.js'
import { type letterIt } from './letter.texts.it.js'

export const letterEn = {
  subject: 'The sheet you asked for',
  text: (telephone) =>
    [
      'Hello,',
      'the sheet you asked for is here, in a PDF file.',
      'Print it, or keep it on your phone. Then delete this e-mail, if others use your mailbox.',
      `You did not ask for it? Call ${telephone}. Do not reply to this e-mail: nobody reads the answers.`,
    ].join('\n\n'),
  fileName: 'sheet.pdf',
} satisfies SameShape<typeof letterIt>
