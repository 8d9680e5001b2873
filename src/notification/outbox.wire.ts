import { type Database } from '../db/database.js'
import { type Clock } from '../kernel/clock.js'
import { type DeliverPorts } from './deliver-messages.js'
import { markAbandoned, markDelivered, markFailed, markHeld } from './outbox.store.js'

type Marks = Pick<DeliverPorts, 'markDelivered' | 'markFailed' | 'markHeld' | 'markAbandoned'>

/** How what became of something in the outbox is noted, whichever way it leaves. */
export function outboxMarks({ background, clock }: { background: Database; clock: Clock }): Marks {
  return {
    markDelivered: (id) => markDelivered(background, id, clock.now()),
    markFailed: (id, failure, next) => markFailed(background, id, failure, next),
    markHeld: (id, next) => markHeld(background, id, next),
    markAbandoned: (id, failure) => markAbandoned(background, id, failure, clock.now()),
  }
}
