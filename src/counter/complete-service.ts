import { type Acting } from '../attestation/issue-attestation.js'
import { type Clock } from '../kernel/clock.js'
import { unreachable } from '../kernel/failures.js'
import { notByOwnHand } from '../registry/derivation/own-hand.js'
import { actingAt, type Acts, type CounterPorts, type CounterUse } from './counter-ports.js'
import { type CounterService } from './counter-service.js'
import { drawReceipt } from './receipt.js'
import { type SeenDocument } from './seen-document.js'

export type CompleteOutcome =
  | { kind: 'done' }
  /** Done already, or left: a form sent twice acts once. */
  | { kind: 'gone' }
  /** Not all questions are answered. */
  | { kind: 'incomplete' }
  /** Somebody changed the QR meanwhile, the judgement is no more, or somebody was appointed: nothing was done. */
  | { kind: 'changed' }

/**
 * Does what the holder asked for, by the same use cases as their own pages, in one transaction with the state of the
 * service: it is spent first, so that of two forms sent at once the second finds nothing to do.
 */
export function completeService({ transact, clock, chance }: CounterUse) {
  return (service: CounterService): Promise<CompleteOutcome> => {
    const { document, act, mandate, shows } = service
    if (!document || !act || !mandate || (act === 'issue' && !shows))
      return Promise.resolve({ kind: 'incomplete' })
    return transact(async (ports): Promise<CompleteOutcome> => {
      const receipt = drawReceipt(chance, clock)
      if (!(await ports.move(service, { from: 'open', to: 'done', receipt }))) return { kind: 'gone' }
      const acting = actingOf({ ...service, receipt }, document)
      if ((await isByOwnHand(service, ports, clock)) && (await perform(service, acting, ports.acts)))
        return { kind: 'done' }
      await ports.move(service, { from: 'done', to: 'refused' })
      return { kind: 'changed' }
    })
  }
}

/** Still: an appointment may have come since the service began. */
async function isByOwnHand(
  { codiceFiscale }: CounterService,
  { findDossierByCode }: CounterPorts,
  clock: Clock,
): Promise<boolean> {
  const dossier = await findDossierByCode(codiceFiscale)
  return notByOwnHand(dossier, { at: clock.today(), knownAt: clock.now() }) === undefined
}

/** Whether the act was done. */
async function perform(service: CounterService, acting: Acting, acts: Acts): Promise<boolean> {
  const { codiceFiscale, act, shows, inUse: seen } = service
  const request = { codiceFiscale, acting }
  switch (act) {
    case 'issue': {
      if (!shows || (await acts.readNotice(request)).kind === 'notEligible') return false
      return (await acts.issue({ ...request, shows })).kind === 'issued'
    }
    case 'replace':
      return (await acts.replace({ ...request, seen })).kind === 'done'
    case 'revoke':
      return (await acts.revoke({ ...request, seen })).kind === 'done'
    case 'print':
    case undefined:
      // Each sheet is recorded when it is printed.
      return true
    default:
      return unreachable(act)
  }
}

/** Who acted for the holder, on the ground of what: number of the receipt and kind of document, sealed with the names. */
export function actingOf(
  { clerk, counter, receipt = '' }: Pick<CounterService, 'clerk' | 'counter' | 'receipt'>,
  { kind }: SeenDocument,
): Acting {
  return actingAt({ person: clerk, counter }, { reference: receipt, document: kind })
}
