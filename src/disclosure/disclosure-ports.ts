import { type RecordAudit } from '../audit/audit-event.js'
import { type Session } from '../identity/session.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { type TellOldNumber } from '../notification/confirm-phone-change.js'
import { type EnqueueMessage } from '../notification/message.js'
import { type ConfirmedPhone } from '../notification/reachable-phone.js'
import { type FindEnrolments } from '../organisation/organisation.js'
import { type Dossier } from '../registry/dossier.js'
import { type Consenter } from '../representation/find-consenters.js'
import { type ApprovalCode } from './approval-code.js'
import { type ApprovalMessage } from './approval-message.js'
import { type Confirmed, type Decided, type Disclosure, type Requested } from './disclosure.js'
import { type HolderHistory } from './holder-limits.js'
import { type AskedHolder } from './operator-limits.js'

/** What may be done inside one transaction: code, audit and message commit together or not at all (docs/architecture.md). */
export interface DisclosurePorts {
  /** The register entry of an attestation that is in force. */
  findAttestation: (id: string) => Promise<{ person: string } | undefined>
  findDossierByEntry: (entry: string) => Promise<Dossier>
  findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  findEnrolments: FindEnrolments
  /** Who says yes for the person of a dossier, where that is not the person (docs/decisions/0029). */
  findConsenters: (dossier: Dossier) => Promise<Consenter[]>
  findConfirmedPhones: (entries: string[]) => Promise<ConfirmedPhone[]>
  /** Everybody else who asks for the same human being waits until this transaction ends. */
  lockHolder: (entries: string[]) => Promise<void>
  /** Requests of one operator wait for each other, so that two at once do not pass the limit. */
  lockOperator: (operator: PersonIdentity) => Promise<void>
  /** For whom an operator asked since an instant. */
  findAskedBy: (operator: PersonIdentity, since: Instant) => Promise<AskedHolder[]>
  findWaiting: (entries: string[]) => Promise<Requested | undefined>
  findByReference: (reference: string) => Promise<Disclosure | undefined>
  findHistory: (entries: string[], since: Instant) => Promise<HolderHistory>
  isReferenceFree: (reference: string) => Promise<boolean>
  insertRequest: (
    request: Requested,
    code: ApprovalCode | undefined,
    operator: PersonIdentity,
  ) => Promise<void>
  /** Asks once more under the same reference: new code, new words, ten new minutes, the same tries. */
  askAgain: (request: Requested, code: ApprovalCode | undefined, at: Instant) => Promise<void>
  /**
   * Checks and spends a code in one conditional UPDATE: whichever of two parallel ones comes second finds nothing left
   * to spend. Absent where the request takes no code (any more).
   */
  spendCode: (asked: {
    id: string
    session: string
    code: ApprovalCode
    now: Instant
  }) => Promise<Disclosure | undefined>
  /** Writes a decision; `false` where somebody else decided first. */
  decide: (decided: Decided) => Promise<boolean>
  /** Opens the first showing of what was approved on own pages; `undefined` where it was opened before. */
  openFirstShowing: (id: string, now: Instant) => Promise<Confirmed | undefined>
  /** Opens one of the two more showings; `undefined` where none is left. */
  openNextShowing: (id: string, now: Instant) => Promise<Confirmed | undefined>
  closeShowing: (id: string, now: Instant) => Promise<void>
  enqueue: EnqueueMessage
  tellOldNumber: TellOldNumber
  recordAudit: RecordAudit
}

export interface DisclosureUse {
  transact: <T>(work: (ports: DisclosurePorts) => Promise<T>) => Promise<T>
  /** The words of the message to the holder. */
  approvalText: (message: ApprovalMessage) => string
  clock: Clock
  chance: Chance
  /** Tells whoever runs the service, without saying who it was. */
  warn: (warning: string) => void
}

/** Who asks: the session, and the operator in it. */
export type Operator = Pick<Session, 'id' | 'person'>
