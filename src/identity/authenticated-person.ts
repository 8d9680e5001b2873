import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'

export const METHODS = ['spid', 'cie', 'cns', 'pin'] as const
export type Method = (typeof METHODS)[number]

/** Level of assurance: SPID levels 1–3; CIE 1–3; CNS 3 (identity.md). */
export type Level = 1 | 2 | 3

/**
 * Somebody whom a provider vouches for. The one seam between the providers and the rest: holder and operator are what
 * someone does, not kinds of account.
 */
export interface AuthenticatedPerson {
  codiceFiscale: CodiceFiscale
  nome: string
  cognome: string
  method: Method
  level: Level
  /** Who vouched: a name fit to be shown. */
  provider: string
  at: Instant
}
