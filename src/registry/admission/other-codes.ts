import { type MacPurpose, type Vault } from '../../vault/vault.js'
import { type FeedEvent } from '../feed-event.js'
import { type Mac, macText } from '../mac.js'
import { namedBy } from '../reading/prepare-line.js'
import { bodyPlace } from '../recorded-event.js'

/** An event as it is kept, or about to be. */
interface Sealed {
  event: Pick<FeedEvent, 'id'>
  sealedBody: Buffer
}

/**
 * What other look-up keys made of what a batch names, with what the current one makes of it: while keys are being rotated
 * (docs/decisions/0013), what was recorded under the one is found under the other. Empty at all other times.
 */
export function otherCodes(vault: Vault, events: Sealed[]): Map<Mac, Mac> {
  const codes = new Map<Mac, Mac>()
  if (vault.macs('content', '').length === 1) return codes
  const add = (purpose: MacPurpose, text: string | undefined) => {
    if (text === undefined) return
    const [current, ...others] = vault.macs(purpose, text).map(macText)
    for (const other of others) if (current !== undefined) codes.set(other, current)
  }
  for (const { event, sealedBody } of events) {
    const content = vault.open(bodyPlace(event.id), sealedBody)
    const whole = JSON.parse(content) as FeedEvent
    const { protocollo, sostituisce, otherCode } = namedBy(whole)
    add('codiceFiscale', whole.codiceFiscale)
    add('codiceFiscale', otherCode)
    add('protocollo', protocollo)
    add('protocollo', sostituisce)
    add('content', content)
  }
  return codes
}
