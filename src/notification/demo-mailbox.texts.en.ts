import { type SameShape } from '../messages/locale.js'
import { type demoMailboxIt } from './demo-mailbox.texts.it.js'

export const demoMailboxEn = {
  title: 'The mail',
  lead: 'No e-mail really leaves: they arrive here.',
  onlyDemo: 'In the demo only',
  memory: 'They are in the memory of the program. When it stops, they are gone.',
  nothing: 'No e-mail yet.',
  to: (address, when) => `To ${address}, ${when}`,
  file: (name) => `Open ${name}`,
  reload: 'Look for a new e-mail',
} satisfies SameShape<typeof demoMailboxIt>
