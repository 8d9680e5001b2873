import { type Jwk } from './jwk.js'

export type Claims = Record<string, unknown>

export type VerifiedJws =
  | { kind: 'verified'; claims: Claims }
  /** Signed by a key that is not among those given: they may have been changed meanwhile. */
  | { kind: 'unknownKey' }
  /** `algorithm`: none, symmetric, or another that was not agreed. */
  | { kind: 'refused'; why: 'malformed' | 'algorithm' | 'type' | 'signature' }

/** Verifies a signed JSON (RFC 7515) with given keys and algorithms, and with nothing that it says of itself. */
export type VerifyJws = (
  jws: string,
  by: { keys: Jwk[]; algorithms: readonly string[]; typ?: string },
) => Promise<VerifiedJws>

/** Signs with one of our keys; `typ` as the kind of document asks (RFC 8725 §3.11). */
export type SignJws = (claims: Claims, key: Jwk, typ: string) => Promise<string>

/** Opens an encrypted JSON (RFC 7516) by one of our keys; nothing where none does. */
export type DecryptJwe = (jwe: string, keys: Jwk[]) => Promise<string | undefined>

/** What a signed JSON says, before anybody has verified it: to find the keys that a configuration signs itself with. */
export type ReadUnverified = (jws: string) => Claims | undefined

export interface Jose {
  verify: VerifyJws
  sign: SignJws
  decrypt: DecryptJwe
  readUnverified: ReadUnverified
}

/** What we sign with, and ask others to sign a login with (CIE: RS256 is the one that all must know). */
export const OUR_ALGORITHM = 'RS256'

/** What statements of the federation may be signed with: asymmetric, SHA-256 or better. */
export const STATEMENT_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
]

/** What the provider may encrypt with. */
export const ENCRYPTION = {
  alg: ['RSA-OAEP', 'RSA-OAEP-256'],
  enc: ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'],
} as const
