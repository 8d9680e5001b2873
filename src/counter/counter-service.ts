import { type Shows } from '../attestation/attestation.js'
import { type Edition } from '../document/edition.js'
import { type AuthenticatedPerson } from '../identity/authenticated-person.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type Counter } from '../organisation/organisation.js'
import { type NotByOwnHand } from '../registry/derivation/own-hand.js'
import { type SeenDocument } from './seen-document.js'

/** What somebody may ask for at a counter; the words are those of the form. */
export const ACTS = ['issue', 'print', 'replace', 'revoke'] as const
export type CounterAct = (typeof ACTS)[number]

/** Whether the information note was read by the holder, or read to them. */
export const NOTICE_GIVEN = ['read', 'heard'] as const
export type NoticeGiven = (typeof NOTICE_GIVEN)[number]

/** The holder's order, on paper with their signature: its number, and how they learned what it is about. */
export interface Mandate {
  form: string
  notice: NoticeGiven
}

/** Who serves, in which session, at whose counter. */
export interface Clerk {
  session: string
  person: Pick<AuthenticatedPerson, 'nome' | 'cognome' | 'method' | 'level'> & {
    codiceFiscale: CodiceFiscale
  }
  counter: Counter
}

/** What is recorded sealed of a service. */
export interface ServiceFacts {
  codiceFiscale: CodiceFiscale
  clerk: Clerk['person']
  counter: Counter
  /** Name and initial of the surname, for the clerk to compare with the document; absent where nobody is known. */
  name?: string | undefined
  /** The QR that was in use when the service began: a replacement ends no other one. */
  inUse?: string | undefined
  document?: SeenDocument | undefined
  act?: CounterAct | undefined
  /** What a scan may show: asked where a QR is issued (decision 12, D7). */
  shows?: Shows | undefined
  mandate?: Mandate | undefined
  /** Why nothing is issued. */
  why?: WhyNothing | undefined
}

export type ServiceState = 'open' | 'refused' | 'left' | 'done' | 'closed'

/** Why a service comes to nothing: what a clerk may know of it, and no more. */
export type WhyNothing = 'nothingToIssue' | 'deceased' | 'changed' | NotByOwnHand

/** One holder served by one clerk. */
export interface CounterService extends ServiceFacts {
  id: string
  session: string
  /** The register entry of the holder. */
  person: string | undefined
  state: ServiceState
  receipt: string | undefined
  editions: Edition[]
  begunAt: Instant
  doneAt: Instant | undefined
}

/** The pages of a service, in their order: one question each. */
export type Step = 'document' | 'request' | 'shows' | 'mandate' | 'confirm' | 'done'

/** The first question that has no answer yet. */
export function stepOf({ state, document, act, shows, mandate }: CounterService): Step {
  if (state === 'done') return 'done'
  if (!document) return 'document'
  if (!act) return 'request'
  if (act === 'issue' && !shows) return 'shows'
  return mandate ? 'confirm' : 'mandate'
}

/** What can be asked for: a first QR, or something about the one in use. */
export function actsFor({ inUse }: Pick<ServiceFacts, 'inUse'>): CounterAct[] {
  return inUse === undefined ? ['issue'] : ['print', 'replace', 'revoke']
}

/** Whether an act ends with a sheet in the holder's hand. */
export function prints(act: CounterAct | undefined): boolean {
  return act !== undefined && act !== 'revoke'
}
