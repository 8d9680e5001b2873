import { type Attestation } from '../attestation/attestation.js'
import { type FindDossierByCode, type Holder, holderOf } from '../attestation/holder.js'
import { aboutAttestation, type HolderRequest } from '../attestation/issue-attestation.js'
import { type RecordAudit } from '../audit/audit-event.js'
import { type Clock } from '../kernel/clock.js'
import { DAY, type Instant, later } from '../kernel/instant.js'
import { type Locale } from '../messages/locale.js'
import { type EnqueueLetter, parseMailAddress } from '../notification/mail.js'
import { letterKey, type SheetDelivery, type SheetReference } from './sheet-delivery.js'

/** More than anybody needs, and no flood for a mailbox that is somebody else's by mistake. */
export const MOST_A_DAY = 3

/** What may be done inside the transaction that asks for a letter. */
export interface AskPorts {
  findDossierByCode: FindDossierByCode
  /** The attestation in use of these entries; others who ask about the same ones wait until this transaction ends. */
  claimActive: (entries: string[]) => Promise<Attestation | undefined>
  /** The deliveries of these entries since then, newest first. */
  findSince: (entries: string[], since: Instant) => Promise<SheetDelivery[]>
  /** Nothing happens where one with this id is there. Says whether it was new. */
  insert: (delivery: SheetDelivery) => Promise<boolean>
  enqueue: EnqueueLetter
  recordAudit: RecordAudit
}

export interface AskUse {
  transact: <T>(work: (ports: AskPorts) => Promise<T>) => Promise<T>
  /** Whether every letter of the name can be drawn. */
  canWrite: (holder: Pick<Holder, 'register'>) => boolean
  clock: Clock
}

export type AskOutcome =
  | { kind: 'asked' }
  | { kind: 'noneInUse' }
  /** The register has no address, or none that is one. */
  | { kind: 'noAddress' }
  /** A letter of the name cannot be drawn: there is no sheet to send, today or another day. */
  | { kind: 'letterMissing' }
  | { kind: 'tooMany'; until: Instant }

/**
 * Asks for the sheet by e-mail, to the address that the register holds: the institution's is the confirmed one, and none
 * is ever typed here. A form sent twice is one letter; one about a sheet that cannot be written is none, and is not counted.
 */
export function askForSheet({ transact, canWrite, clock }: AskUse) {
  return ({ codiceFiscale, acting, locale, once }: HolderRequest & { locale: Locale; once: string }) =>
    transact(async (ports): Promise<AskOutcome> => {
      const now = clock.now()
      const holder = holderOf(await ports.findDossierByCode(codiceFiscale), clock)
      const attestation = await ports.claimActive(holder.entries)
      if (!attestation) return { kind: 'noneInUse' }
      const to = parseMailAddress(holder.register?.email)
      if (to === undefined) return { kind: 'noAddress' }
      if (!canWrite(holder)) return { kind: 'letterMissing' }
      const earlier = await ports.findSince(holder.entries, later(now, -DAY))
      if (earlier.some(({ id }) => id === once)) return { kind: 'asked' }
      const first = earlier[MOST_A_DAY - 1]
      if (first) return { kind: 'tooMany', until: later(first.requestedAt, DAY) }
      const delivery = { id: once, person: attestation.person, requestedAt: now }
      if (!(await ports.insert(delivery))) return { kind: 'asked' }
      const reference: SheetReference = { codiceFiscale, attestation: attestation.id, locale, to }
      await ports.enqueue({
        reference: { ...reference },
        deduplication: letterKey(delivery),
        uselessAfter: later(now, DAY),
      })
      await ports.recordAudit(aboutAttestation('attestation.mailed', attestation, holder, acting))
      return { kind: 'asked' }
    })
}
