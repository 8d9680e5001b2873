import { type Token } from '../attestation/token.js'

/** What the QR says (docs/contracts.md §4): the token is in the fragment, which no browser sends to anybody. */
export function qrAddress(baseUrl: string, token: Token): string {
  return `${baseUrl.replace(/\/+$/, '')}/v#${token}`
}

/** The address as people read and type it: the host, with its port where it has one. */
export function shownAddress(baseUrl: string): string {
  return baseUrl.replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, '')
}
