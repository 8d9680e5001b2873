import { type Instant } from '../kernel/instant.js'
import { type Locale } from '../messages/locale.js'
import { type LetterFate, type MailAddress } from '../notification/mail.js'

/** What a waiting letter is about: whose sheet, by which QR, in which language, to which address. Sealed at rest. */
export interface SheetReference {
  codiceFiscale: string
  attestation: string
  locale: Locale
  to: MailAddress
}

/** One time that a holder asked for the sheet by e-mail. */
export interface SheetDelivery {
  /** The one-use id of the form. */
  id: string
  /** The register entry of the holder. */
  person: string
  requestedAt: Instant
}

/** The last sheet a holder asked for, and what became of it. */
export interface LastDelivery {
  requestedAt: Instant
  fate: LetterFate
}

/** The key under which the letter of a delivery stands in the outbox. */
export function letterKey({ id }: Pick<SheetDelivery, 'id'>): string {
  return `sheet:${id}`
}
