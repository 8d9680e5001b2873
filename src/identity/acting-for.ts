import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { type AuthenticatedPerson } from './authenticated-person.js'

/** On what ground somebody acts for another (docs/decisions/0029), the strongest first. */
export const GROUNDS = ['tutor', 'parent', 'supportAdministrator', 'curator', 'delegate'] as const
export type Ground = (typeof GROUNDS)[number]

/** What may be done on a holder's pages: a ground covers some of it. */
export const POWERS = [
  'see',
  'records',
  'issue',
  'choose',
  'print',
  'send',
  'replace',
  'revoke',
  'contacts',
  'delegate',
  'answer',
  'consent',
] as const
export type Power = (typeof POWERS)[number]

/** For whom a session is, once its person said so: themself, or the register entry of another. */
export type Chosen = { kind: 'self' } | { kind: 'other'; entry: string }

/** For whom somebody acts, on what ground, and how far: true at the request at which it was looked up, and no longer. */
export interface ActingFor {
  /** A register entry of the person. */
  entry: string
  /** All entries that are one with it today. */
  entries: readonly string[]
  codiceFiscale: CodiceFiscale
  nome: string
  cognome: string
  dataNascita: LegalDay
  ground: Ground
  powers: readonly Power[]
  /** The last day, where it is known. */
  until: LegalDay | undefined
  /** It is at most three months away: told on every page, so that nobody is surprised. */
  endsSoon: boolean
}

/** Somebody who logged in, as far as acting for others goes. */
export type Who = Pick<AuthenticatedPerson, 'codiceFiscale' | 'method'>

/** Nobody is appointed or named but by codice fiscale. */
type WithCode = Who & { codiceFiscale: CodiceFiscale }

/** The old PIN is for the exempt themselves (decision 12, D17): who acts for another proves who they are in full. */
export function mayActForOthers(who: Who): who is WithCode {
  return who.method !== 'pin' && who.codiceFiscale !== undefined
}

/** Whether a session may do something: everything for oneself, and for another what the mandate covers. */
export function mayDo({ actingFor }: { actingFor?: ActingFor | undefined }, power: Power): boolean {
  return actingFor === undefined || actingFor.powers.includes(power)
}
