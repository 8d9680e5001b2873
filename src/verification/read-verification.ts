import { readToken, type Token, type TokenReading } from '../attestation/token.js'
import {
  type CodiceFiscale,
  type CodiceFiscaleReading,
  readTypedCodiceFiscale,
} from '../kernel/codice-fiscale.js'

/** What somebody typed, scanned or pasted. */
export interface TypedVerification {
  token: string
  codiceFiscale: string
}

export type WrongToken = Exclude<TokenReading, { kind: 'read' }>
export type WrongCodiceFiscale = Exclude<CodiceFiscaleReading, { kind: 'read' }>

export type VerificationReading =
  | { kind: 'read'; token: Token; codiceFiscale: CodiceFiscale }
  | { kind: 'mistyped'; token?: WrongToken; codiceFiscale?: WrongCodiceFiscale }

/** Reads both codes, and catches a mistyped one by its check character before anything is looked up. */
export function readVerification(typed: TypedVerification): VerificationReading {
  const token = readToken(typed.token)
  const codiceFiscale = readTypedCodiceFiscale(typed.codiceFiscale)
  if (token.kind === 'read' && codiceFiscale.kind === 'read') {
    return { kind: 'read', token: token.token, codiceFiscale: codiceFiscale.codiceFiscale }
  }
  return {
    kind: 'mistyped',
    ...(token.kind === 'read' ? {} : { token }),
    ...(codiceFiscale.kind === 'read' ? {} : { codiceFiscale }),
  }
}
