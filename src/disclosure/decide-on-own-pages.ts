import { type AuditKind } from '../audit/audit-event.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { aboutDisclosure } from './about-disclosure.js'
import { approve, refuse, type Requested } from './disclosure.js'
import { type DisclosureUse } from './disclosure-ports.js'
import { asOfNow } from './lapse.js'
import { phoneOwnerOf } from './reach-holder.js'

/** `report` refuses too, and tells the institution that something is wrong (T83). */
export type HolderDecision = 'approve' | 'refuse' | 'report'

export type DecideOutcome =
  | { kind: 'decided'; decision: HolderDecision; request: Requested }
  /** It lapsed, was decided, or took other words: what the holder read is not what waits now. */
  | { kind: 'nothingWaits' }

export interface OwnDecision {
  /** Of the holder who is logged in. */
  codiceFiscale: CodiceFiscale
  reference: string
  /** How many times the holder had been asked on the page that they read: a resend has other words. */
  asks: number
  decision: HolderDecision
  acting: { method?: string; level?: number }
}

const KIND: Record<HolderDecision, AuditKind> = {
  approve: 'disclosure.confirmed',
  refuse: 'disclosure.refused',
  report: 'disclosure.reported',
}

/** The holder's word on their own pages: with or without a mobile, and without a reason (decision 12, D9). */
export function decideOnOwnPages(use: DisclosureUse) {
  return ({ codiceFiscale, reference, asks, decision, acting }: OwnDecision): Promise<DecideOutcome> =>
    use.transact(async (ports) => {
      const now = use.clock.now()
      const owner = phoneOwnerOf(await ports.findDossierByCode(codiceFiscale), now)
      const found = await ports.findByReference(reference)
      if (!owner || !found || !owner.entries.includes(found.holder)) return { kind: 'nothingWaits' }
      const request = await asOfNow(found, now, ports)
      if (request.state !== 'requested' || request.asks !== asks) return { kind: 'nothingWaits' }
      const decided = decision === 'approve' ? approve(request, now) : refuse(request, now)
      if (!(await ports.decide(decided))) return { kind: 'nothingWaits' }
      await ports.recordAudit({ ...aboutDisclosure(KIND[decision], decided), ...acting })
      return { kind: 'decided', decision, request }
    })
}
