import { type AuditEvent, type RecordAudit } from '../audit/audit-event.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { Bug } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { type Attestation, type EndReason, type Shows } from './attestation.js'
import { type Eligibility, judgeEligibility, type NoJudgement } from './eligibility.js'
import { type FindDossierByCode, type Holder, holderOf } from './holder.js'
import { NOTICE } from './notice.js'
import { drawToken } from './token.js'

/** What may be done inside one transaction about the attestations of one human being. */
export interface AttestationPorts {
  findDossierByCode: FindDossierByCode
  /** The attestation in use of these entries; others who ask about the same ones wait until this transaction ends. */
  claimActive: (entries: string[]) => Promise<Attestation | undefined>
  findNoticeReading: (entries: string[], version: number) => Promise<Instant | undefined>
  insertNoticeReading: (person: string, version: number, readAt: Instant) => Promise<void>
  insertAttestation: (attestation: Attestation) => Promise<void>
  endAttestation: (id: string, reason: EndReason, at: Instant) => Promise<void>
  setShows: (id: string, shows: Shows) => Promise<void>
  recordAudit: RecordAudit
}

export type TransactAttestation = <T>(work: (ports: AttestationPorts) => Promise<T>) => Promise<T>

export interface AttestationUse {
  transact: TransactAttestation
  clock: Clock
  chance: Chance
}

/** Who acts, as the audit keeps it. */
export type Acting = Pick<
  AuditEvent,
  'method' | 'level' | 'actingFor' | 'actor' | 'ground' | 'organisation' | 'purpose' | 'detail'
>

export interface HolderRequest {
  codiceFiscale: CodiceFiscale
  acting: Acting
}

export type IssueOutcome =
  | { kind: 'issued'; attestation: Attestation }
  /** One was in use already: it is given again, nothing changes. */
  | { kind: 'inUse'; attestation: Attestation }
  | { kind: 'noticeUnread' }
  | { kind: 'notEligible'; why: NoJudgement }

/** Records that the holder has read the notice in force. */
export function readNotice({ transact, clock }: AttestationUse) {
  return ({ codiceFiscale }: Pick<HolderRequest, 'codiceFiscale'>): Promise<Eligibility> =>
    transact(async (ports) => {
      const holder = holderOf(await ports.findDossierByCode(codiceFiscale), clock)
      const eligibility = judgeEligibility(holder.status, holder.register)
      if (eligibility.kind === 'eligible')
        await ports.insertNoticeReading(entryOf(holder), NOTICE.version, clock.now())
      return eligibility
    })
}

/** Issues the QR, at once (docs/architecture.md). */
export function issueAttestation({ transact, clock, chance }: AttestationUse) {
  return ({ codiceFiscale, shows, acting }: HolderRequest & { shows: Shows }): Promise<IssueOutcome> =>
    transact(async (ports) => {
      const holder = holderOf(await ports.findDossierByCode(codiceFiscale), clock)
      const eligibility = judgeEligibility(holder.status, holder.register)
      if (eligibility.kind === 'notEligible') return eligibility
      const noticeReadAt = await ports.findNoticeReading(holder.entries, NOTICE.version)
      if (noticeReadAt === undefined) return { kind: 'noticeUnread' }
      const inUse = await ports.claimActive(holder.entries)
      if (inUse) return { kind: 'inUse', attestation: inUse }
      const attestation = {
        id: chance.uuid(),
        person: entryOf(holder),
        token: drawToken(chance),
        shows,
        issuedAt: clock.now(),
        noticeVersion: NOTICE.version,
        noticeReadAt,
      }
      await ports.insertAttestation(attestation)
      await ports.recordAudit(aboutAttestation('attestation.issued', attestation, holder, acting))
      return { kind: 'issued', attestation }
    })
}

export function aboutAttestation(
  kind: AuditEvent['kind'],
  { id, person }: Attestation,
  { status }: Holder,
  acting: Acting,
): AuditEvent {
  return { kind, person, attestation: id, answer: status.answer, trace: status.derivedFrom, ...acting }
}

function entryOf({ entry }: Holder): string {
  if (entry === undefined) throw new Bug('a judgement without a register entry')
  return entry
}
