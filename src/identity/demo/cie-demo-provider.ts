import { type Chance } from '../../kernel/chance.js'
import { type AuthenticatedPerson } from '../authenticated-person.js'
import { type Jwk } from '../cie/jwk.js'
import { type CieFault } from './cie-fault.js'

/** A request and its answer as the machine gives them: only handed on. */
export interface RawExchange {
  request: unknown
  response: unknown
}

/** Of the library's own making. */
export type DemoRow = Record<string, unknown>

/** Somebody who agreed at the demonstration's provider, and what it is to do wrong with them. */
export interface DemoAccount {
  person: AuthenticatedPerson
  fault: CieFault | undefined
}

export type DemoOutcome = { account: DemoAccount } | { error: string }

/** What outlives a change of keys. */
export interface DemoProviderMemory {
  cookieKey: string
  rows: Map<string, DemoRow>
  accounts: Map<string, DemoAccount>
}

export interface DemoProviderNeeds {
  issuer: string
  /** The first signs. */
  core: Jwk[]
  memory: DemoProviderMemory
  chance: Chance
  /** A relying party's metadata, by the federation. */
  findClient: (clientId: string) => Promise<DemoRow | undefined>
  /** Our page where one chooses who to be. */
  pageFor: (interaction: string) => string
}

export interface CieDemoProvider {
  handle: (exchange: RawExchange) => void
  /** Ends the person's visit: the browser goes on to the address that it gives. */
  finish: (exchange: RawExchange, outcome: DemoOutcome) => Promise<string>
}
