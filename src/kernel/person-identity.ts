import { type CodiceFiscale } from './codice-fiscale.js'

/**
 * By what another state of the Union knows somebody (eIDAS SAML Attribute Profile 1.2, §2.2.3, `PersonIdentifier`): the state
 * that vouches, the one it vouches to, and what is unique between them.
 */
export type EidasIdentifier = string & { readonly brand: 'EidasIdentifier' }

/** By what a person is known to us who logs in. */
export type PersonIdentity = CodiceFiscale | EidasIdentifier

const VOUCHED_TO_ITALY = /^[A-Z]{2}\/IT\/[\x21-\x7e]{1,240}$/

/** Reads an identifier exactly as the Italian node passes it on. */
export function readEidasIdentifier(text: string): EidasIdentifier | undefined {
  return VOUCHED_TO_ITALY.test(text) ? (text as EidasIdentifier) : undefined
}

/** What look-up codes are made of: the two kinds have a namespace each, so that neither is ever found as the other. */
export function identityWords(identity: PersonIdentity): string {
  return identity.includes('/') ? `eidas:${identity}` : identity
}
