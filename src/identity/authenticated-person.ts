import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { Bug } from '../kernel/failures.js'
import { type Instant } from '../kernel/instant.js'
import { type EidasIdentifier, type PersonIdentity } from '../kernel/person-identity.js'

export const METHODS = ['spid', 'cie', 'cns', 'pin'] as const
export type Method = (typeof METHODS)[number]

/** Level of assurance: SPID levels 1–3; CIE 1–3; CNS 3. */
export type Level = 1 | 2 | 3

/**
 * Somebody whom a provider vouches for. The one seam between the providers and the rest: holder and operator are what
 * someone does, not kinds of account. Who comes from another state may have no codice fiscale: then the identifier that
 * this state gives says who it is, and no register of ours knows them.
 */
export type AuthenticatedPerson = Vouched & KnownBy

export type KnownBy =
  { codiceFiscale: CodiceFiscale; eidas?: never } | { codiceFiscale?: never; eidas: EidasIdentifier }

interface Vouched {
  nome: string
  cognome: string
  method: Method
  level: Level
  /** Who vouched: a name fit to be shown. */
  provider: string
  at: Instant
}

/** By what somebody is found again: among sessions, enrolled operators, their own requests. */
export function identityOf(person: KnownBy): PersonIdentity {
  return person.codiceFiscale ?? person.eidas
}

/** The codice fiscale of somebody on a holder's pages: their door lets in nobody without one. */
export function holderCode({ codiceFiscale }: KnownBy): CodiceFiscale {
  if (codiceFiscale === undefined) throw new Bug('a holder without a codice fiscale')
  return codiceFiscale
}

/**
 * The least that we ask of each method: a second factor from SPID and CIE, the card itself from the
 * CNS. The old PIN has but one level, and is open to few (decision 12, D17).
 */
const LEAST: Record<Method, Level> = { spid: 2, cie: 2, cns: 3, pin: 1 }

/** A clerk acts for others at once and on paper: only the card in their hand opens a counter. */
export const CLERK_METHODS = ['cie', 'cns'] as const satisfies readonly Method[]

/** The highest level that a login by this method gives here: SPID is asked for its second (decision 21), CIE for what is needed. */
const MOST: Record<Method, Level> = { spid: 2, cie: 3, cns: 3, pin: 1 }

/** Whether a login by this method can be of that level. */
export function canReach(method: Method, level: Level): boolean {
  return MOST[method] >= level
}

/** Whether the assurance is enough to come in at all. A provider may give more than was asked, never less. */
export function isSureEnough({ method, level }: Pick<AuthenticatedPerson, 'method' | 'level'>): boolean {
  return level >= LEAST[method]
}
