import { type AuditEvent, type AuditKind } from '../audit/audit-event.js'
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
  /** Somebody else says yes for this person. */
  | { kind: 'notYours' }

export interface OwnDecision {
  /** Of the holder. */
  codiceFiscale: CodiceFiscale
  reference: string
  /** How many times the holder had been asked on the page that they read: a resend has other words. */
  asks: number
  decision: HolderDecision
  /** The holder, who may consent for them, or somebody else who acts for them and may say no. */
  by: 'holder' | 'consenter' | 'other'
  acting: Pick<AuditEvent, 'method' | 'level' | 'actingFor' | 'actor' | 'ground'>
}

const KIND: Record<HolderDecision, AuditKind> = {
  approve: 'disclosure.confirmed',
  refuse: 'disclosure.refused',
  report: 'disclosure.reported',
}

/**
 * The word on the holder's own pages: with or without a mobile, and without a reason (decision 12, D9). Where somebody is
 * appointed to consent, yes is theirs to say; no may be said by the holder as well, and by who has the QR for them
 * (docs/decisions/0029).
 */
export function decideOnOwnPages(use: DisclosureUse) {
  return ({ codiceFiscale, reference, asks, decision, by, acting }: OwnDecision): Promise<DecideOutcome> =>
    use.transact(async (ports) => {
      const now = use.clock.now()
      const dossier = await ports.findDossierByCode(codiceFiscale)
      if (decision === 'approve' && !(await mayApprove(by, () => ports.findConsenters(dossier))))
        return { kind: 'notYours' }
      const owner = phoneOwnerOf(dossier, now)
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

async function mayApprove(by: OwnDecision['by'], consenters: () => Promise<unknown[]>): Promise<boolean> {
  return by === 'consenter' || (by === 'holder' && (await consenters()).length === 0)
}
