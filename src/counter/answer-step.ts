import { type Shows } from '../attestation/attestation.js'
import { type CounterUse } from './counter-ports.js'
import { actsFor, type CounterAct, type CounterService, type Mandate } from './counter-service.js'
import { type SeenDocument } from './seen-document.js'

/** One answer of the journey. */
export type Answer =
  { document: SeenDocument } | { act: CounterAct } | { shows: Shows } | { mandate: Mandate }

/** Writes an answer down, as long as the service is open; a later answer takes the place of an earlier one. */
export function answerStep({ transact }: Pick<CounterUse, 'transact'>) {
  return ({ service, answer }: { service: CounterService; answer: Answer }): Promise<boolean> => {
    if ('act' in answer && !actsFor(service).includes(answer.act)) return Promise.resolve(false)
    return transact(({ putFacts }) => putFacts({ ...service, ...answer }))
  }
}
