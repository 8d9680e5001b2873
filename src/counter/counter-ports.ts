import { type Attestation } from '../attestation/attestation.js'
import { type FindDossierByCode } from '../attestation/holder.js'
import { type HolderRequest, type IssueOutcome } from '../attestation/issue-attestation.js'
import { type AboutSeen, type KeepOutcome } from '../attestation/keep-attestation.js'
import { type Eligibility } from '../attestation/eligibility.js'
import { type Shows } from '../attestation/attestation.js'
import { type RecordAudit } from '../audit/audit-event.js'
import { type Edition } from '../document/edition.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { type Clerk, type CounterService, type ServiceState } from './counter-service.js'

/** The same acts as the holder's own pages use, inside the transaction that is open. */
export interface Acts {
  readNotice: (request: Pick<HolderRequest, 'codiceFiscale'>) => Promise<Eligibility>
  issue: (request: HolderRequest & { shows: Shows }) => Promise<IssueOutcome>
  replace: (request: AboutSeen) => Promise<KeepOutcome>
  revoke: (request: AboutSeen) => Promise<KeepOutcome>
  print: (request: AboutSeen) => Promise<KeepOutcome>
}

/** What may be done inside one transaction about a service. */
export interface CounterPorts {
  findDossierByCode: FindDossierByCode
  findActive: (entries: string[]) => Promise<Attestation | undefined>
  /** Keeps other requests of the same clerk waiting until this transaction ends. */
  lockClerk: (clerk: CodiceFiscale) => Promise<void>
  /** How many people a clerk has looked up on that day. */
  countOn: (clerk: CodiceFiscale, day: LegalDay) => Promise<number>
  findById: (id: string) => Promise<CounterService | undefined>
  /** Ends what the clerk's session has under way. */
  leaveOthers: (session: string) => Promise<void>
  insert: (service: CounterService, day: LegalDay) => Promise<void>
  /** Writes what was answered; nothing happens where the service is open no more. Says whether it was. */
  putFacts: (service: CounterService) => Promise<boolean>
  /** From one state to another in one act: of two at once the second finds nothing. */
  move: (
    service: Pick<CounterService, 'id' | 'session'>,
    move: { from: ServiceState; to: ServiceState; receipt?: string },
  ) => Promise<boolean>
  /** Keeps that an edition was printed; says whether it is the first time. */
  addEdition: (id: string, edition: Edition) => Promise<boolean>
  acts: Acts
  recordAudit: RecordAudit
}

export interface CounterUse {
  transact: <T>(work: (ports: CounterPorts) => Promise<T>) => Promise<T>
  clock: Clock
  chance: Chance
  /** How many people one clerk may look up in a day. */
  dailyLimit: number
}

/** The purpose of everything done at a counter, as the audit keeps it. */
export const COUNTER_PURPOSE = 'counter'

/** Who acts at a counter, as the audit keeps it: body, purpose, method and level in the open, names and number sealed. */
export function actingAt(
  { person, counter }: Pick<Clerk, 'person' | 'counter'>,
  more: Record<string, string> = {},
) {
  const { method, level, nome, cognome } = person
  return {
    method,
    level,
    organisation: counter.id,
    purpose: COUNTER_PURPOSE,
    detail: { operator: `${nome} ${cognome}`, body: counter.name, ...more },
  }
}
