import { type SameShape } from '../messages/locale.js'
import { type messagesIt } from './messages.texts.it.js'

export const messagesEn = {
  newNumber: (code) => `Code ${code}. It confirms this number. Tell nobody. Not for you? Ignore it.`,
  oldNumber: (telephone) =>
    `Your number has changed. We send no codes for three days. Not you? Call ${telephone}.`,
} satisfies SameShape<typeof messagesIt>
