import { type Instant } from '../kernel/instant.js'
import { type Letter } from './mail.js'

/** A letter as the demo's mailbox keeps it, in memory. */
export interface DemoLetter extends Letter {
  id: string
  receivedAt: Instant
}
