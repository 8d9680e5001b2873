import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Counter } from '../organisation/organisation.js'
import { type Answer } from './answer-step.js'
import { type BeginOutcome } from './begin-service.js'
import { type CompleteOutcome } from './complete-service.js'
import { type Clerk, type CounterService } from './counter-service.js'

/** What the counter's pages may ask of the service. */
export interface CounterDesk {
  findCounters: (clerk: CodiceFiscale) => Promise<Counter[]>
  /** How many people this clerk has looked up today. */
  countToday: (clerk: Clerk) => Promise<number>
  dailyLimit: number
  /** Whom a clerk is serving right now. */
  findCurrent: (clerk: Clerk) => Promise<CounterService | undefined>
  begin: (asked: { clerk: Clerk; codiceFiscale: CodiceFiscale; once: string }) => Promise<BeginOutcome>
  answer: (asked: { service: CounterService; answer: Answer }) => Promise<boolean>
  complete: (service: CounterService) => Promise<CompleteOutcome>
  /** Ends what a clerk does for somebody: what was done stays done, what was not is left. */
  finish: (service: CounterService) => Promise<void>
}
