import { type ChosenRefusals, type RefusalCause } from '../signed-batches/signed-batch.js'
import { type DeskAct } from './attend-quarantine.js'

/** What may be done in one transaction, with its audit rows. */
export interface DiscardPorts {
  discardRefusals: (chosen: ChosenRefusals) => Promise<{ id: string; cause: RefusalCause }[]>
  recordAct: (act: DeskAct) => Promise<void>
}

export type TransactDiscarding = <T>(work: (ports: DiscardPorts) => Promise<T>) => Promise<T>

/** Closes refused batches: they are nobody's task any more. One that comes again is open again. Gives those that were open. */
export function discardBatches(transact: TransactDiscarding) {
  return (chosen: ChosenRefusals, reason: string): Promise<string[]> =>
    transact(async ({ discardRefusals, recordAct }) => {
      const discarded = await discardRefusals(chosen)
      for (const { id, cause } of discarded)
        await recordAct({ kind: 'feed.batchDiscarded', detail: { reason, batch: id, cause } })
      return discarded.map(({ id }) => id)
    })
}
