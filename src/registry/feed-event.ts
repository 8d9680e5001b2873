import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Instant } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { type Giudizio, type NotaFiscale } from './giudizio.js'

export const PROCEDURE = [
  'primaIstanza',
  'aggravamento',
  'revisione',
  'verificaStraordinaria',
  'autotutela',
  'giudiziale',
  'provvisorio',
] as const
export type Procedura = (typeof PROCEDURE)[number]

export const TERRITORI = ['INPS', 'TN', 'BZ', 'VDA'] as const
export type Territorio = (typeof TERRITORI)[number]

/** The register data of a person, replaced whole by each registration. */
export interface RegisterData {
  nome: string
  cognome: string
  dataNascita: LegalDay
  /** E.164 */
  cellulare?: string
  email?: string
  territorio: Territorio
}

/** An act of a medical board, or of a court, as it was defined. */
export interface Verbale {
  protocollo: string
  procedura: Procedura
  dataVisita: LegalDay
  dataDefinizione: LegalDay
  giudizi: Giudizio[]
  noteFiscali?: NotaFiscale[]
  /** The exemption of D.M. 2 August 2007; it changes no answer. */
  dm2007?: boolean
  /** The protocollo of the act it takes the place of. */
  sostituisce?: string
}

/** On what ground somebody acts for another (artt. 316, 343, 357, 392, 404 c.c.). */
export const TITOLI = ['genitore', 'tutore', 'curatore', 'amministratoreDiSostegno'] as const
export type Titolo = (typeof TITOLI)[number]

/** What an appointment covers: the QR and all about it; the approval of a showing of the degree (docs/decisions/0029). */
export const AMBITI = ['titolarita', 'consensi'] as const
export type Ambito = (typeof AMBITI)[number]

/** Who acts for a person, as it was appointed. */
export interface Rappresentanza {
  rappresentante: CodiceFiscale
  nome: string
  cognome: string
  titolo: Titolo
  /** Of a curator or a support administrator; a parent's and a tutor's is the law's. */
  ambito?: Ambito[]
  dal: LegalDay
  /** The last day. */
  al?: LegalDay
  /** E.164 */
  cellulare?: string
}

/** What the institution recorded: one line of the feed (docs/contracts.md §1), without its envelope. */
export type Fact =
  | { type: 'persona.registrata'; data: RegisterData }
  | { type: 'persona.deceduta'; data: { data: LegalDay } }
  | { type: 'persona.codiceFiscaleVariato'; data: { nuovoCodiceFiscale: CodiceFiscale } }
  | { type: 'verbale.definito'; data: Verbale }
  | { type: 'verbale.annullato'; data: { protocollo: string; data: LegalDay } }
  | {
      type: 'revisione.aggiornata'
      data:
        | { protocollo: string; data: LegalDay; dataRevisione: LegalDay }
        | { protocollo: string; data: LegalDay; esonero: true }
    }
  | { type: 'visita.assenza'; data: { protocollo: string; data: LegalDay } }
  | { type: 'beneficio.revocato'; data: { protocollo: string; decorrenza: LegalDay } }
  | { type: 'rappresentanza.registrata'; data: Rappresentanza }
  | { type: 'rappresentanza.cessata'; data: { rappresentanza: string; data: LegalDay } }
  | { type: 'evento.annullato'; data: { evento: string; motivo: string } }

export type FactType = Fact['type']

/** Neither a registration nor an undoing can be undone (docs/contracts.md §1). */
export function isUndoable({ type }: { type: FactType }): boolean {
  return type !== 'persona.registrata' && type !== 'evento.annullato'
}

/** A line of the feed, read and believed. */
export type FeedEvent = Fact & {
  /** A UUID in lower case. */
  id: string
  occurredAt: Instant
  codiceFiscale: CodiceFiscale
}

/** An event as the archive gives it back: under which entry, and which in the order of arrival. */
export type RecordedEvent = Fact & {
  id: string
  /** Grows with the order in which we recorded. */
  seq: number
  occurredAt: Instant
  /** The register entry (one codice fiscale) under which it was recorded. */
  entry: string
  /** As the event names the person. */
  codiceFiscale: CodiceFiscale
  /** For `persona.codiceFiscaleVariato`: the entry of the new code (`other_person` of x_dossier). */
  otherEntry?: string
}
