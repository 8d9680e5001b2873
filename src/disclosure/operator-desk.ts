import { type Session } from '../identity/session.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { type Organisation } from '../organisation/organisation.js'
import { type ConfirmOutcome, type TypedCode } from './confirm-by-code.js'
import { type Disclosure, type Requested } from './disclosure.js'
import { type MessageState } from './message-state.js'
import { type DisclosureRequest, type RequestOutcome } from './request-disclosure.js'
import { type AskedToShow, type ShowOutcome } from './show-degree.js'

/** What the operator's pages may ask of the service. */
export interface OperatorDesk {
  findEnrolments: (operator: PersonIdentity) => Promise<Organisation[]>
  request: (request: DisclosureRequest) => Promise<RequestOutcome>
  confirm: (typed: TypedCode) => Promise<ConfirmOutcome>
  show: (asked: AskedToShow) => Promise<ShowOutcome>
  showAgain: (asked: AskedToShow) => Promise<ShowOutcome>
  close: (asked: AskedToShow) => Promise<ShowOutcome>
  /** How a request of this session stands; nothing of anybody else's. */
  find: (session: Session, reference: string) => Promise<Disclosure | undefined>
  messageState: (request: Requested) => Promise<MessageState>
}
