import { X509Certificate } from 'node:crypto'
import { type Card } from './card.js'

/** Whom cards are believed from. */
export interface Authorities {
  /** The one that issued a card: by name, by what it may do, and by its signature (RFC 5280 §6.1.3). */
  findIssuer: (card: Card, now: number) => Uint8Array | undefined
  /** In PEM, for the list of names that a browser chooses the card by. */
  pem: string
  count: number
}

/**
 * The list names the authorities that issue, so a card must be issued by one of them itself: an authority below them
 * that is not on the list is a stranger (decision 23).
 */
export function authoritiesFrom(certificates: string[]): Authorities {
  const known = certificates.map((base64) => new X509Certificate(Buffer.from(base64, 'base64')))
  return {
    findIssuer: ({ der }, now) => {
      const card = new X509Certificate(der)
      return known.find(
        (authority) =>
          authority.ca &&
          Date.parse(authority.validFrom) <= now &&
          now <= Date.parse(authority.validTo) &&
          card.checkIssued(authority) &&
          card.verify(authority.publicKey),
      )?.raw
    },
    pem: known.map(String).join(''),
    count: known.length,
  }
}
