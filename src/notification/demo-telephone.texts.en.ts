import { type SameShape } from '../messages/locale.js'
import { type demoTelephoneIt } from './demo-telephone.texts.it.js'

export const demoTelephoneEn = {
  onlyDemo: 'In the demo only',
  which: 'Whose telephone?',
  whichLead: 'No message really leaves: they arrive here.',
  none: 'Nobody has a telephone.',
  waiting: (count) => (count === 1 ? '1 message' : `${String(count)} messages`),
  nameless: (digits) => `Another number, ending in ${digits}`,
  title: (name) => `The telephone of ${name}`,
  titleNameless: 'Another telephone',
  open: 'Open another window and log in as an operator.',
  ask: (name) => `Ask for the data of ${name}.`,
  askNameless: 'Ask for the data of the person.',
  copy: 'Copy the code from this telephone.',
  toNumber: 'to number',
  ending: (digits) => `ending in ${digits}`,
  nothing: 'No message yet.',
  today: (time) => `today, ${time}`,
  on: (day, time) => `${day}, ${time}`,
  others: 'Other telephones',
  messages: 'Messages',
  reload: 'Look for a new message',
} satisfies SameShape<typeof demoTelephoneIt>
