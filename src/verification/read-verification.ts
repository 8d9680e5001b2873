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
  const codiceFiscale = readTypedCodiceFiscale(fromCounterScanner(typed.codiceFiscale))
  if (token.kind === 'read' && codiceFiscale.kind === 'read') {
    return { kind: 'read', token: token.token, codiceFiscale: codiceFiscale.codiceFiscale }
  }
  return {
    kind: 'mistyped',
    ...(token.kind === 'read' ? {} : { token }),
    ...(codiceFiscale.kind === 'read' ? {} : { codiceFiscale }),
  }
}

/**
 * A counter scanner's read of the health card comes in marks (`%…?`, `*…*`), sometimes with other tracks after it; people
 * put spaces and dashes. Only letters and digits are part of a code.
 */
function fromCounterScanner(text: string): string {
  const stripe = /%\s*([A-Za-z0-9]{16})/.exec(text)
  return stripe?.[1] ?? text.replace(/[^A-Za-z0-9]/g, '')
}
