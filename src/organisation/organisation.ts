import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { type Locale } from '../messages/locale.js'

/** Why a body may ask for the degree, and how that is called. */
export interface Purpose {
  id: string
  label: Record<Locale, string>
  legalBasis: string
  /** In the text message: short, and without a word about health. */
  smsLabel: string
}

/** A body whose operators and purposes the institution vouches for (decision 12, D10). */
export interface Organisation {
  id: string
  name: string
  smsLabel: string
  /** The level that the login of its operators must have, where it asks for more than what lets them in. */
  leastLevel?: 2 | 3 | undefined
  purposes: Purpose[]
}

/** A body as the file describes it, with the people who may ask in its name. */
export interface ListedOrganisation extends Organisation {
  operators: PersonIdentity[]
  /** Who may serve people at its counters. */
  clerks: CodiceFiscale[]
}

/** A body, as a counter's page names it. */
export type Counter = Pick<Organisation, 'id' | 'name'>

/** The bodies at whose counters a clerk may serve today. */
export type FindCounters = (clerk: CodiceFiscale) => Promise<Counter[]>

/** The bodies for which an operator is enrolled today; none makes them an "ente non verificato". */
export type FindEnrolments = (operator: PersonIdentity) => Promise<Organisation[]>
