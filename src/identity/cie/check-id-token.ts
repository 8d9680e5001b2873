import { type Instant, SECOND } from '../../kernel/instant.js'
import { CieRefused } from './cie-refused.js'
import { levelIn } from './cie-login.js'
import { type Claims } from './jws.js'
import { SKEW } from './resolve-trust.js'

export interface ExpectedIdToken {
  issuer: string
  clientId: string
  nonce: string
  /** The left half of the access token's SHA-256, in base64url. */
  accessTokenHash: string
  now: Instant
}

/**
 * The claims of a verified ID token (OpenID Connect Core §3.1.3.7), each for itself (T40), and the level (T38). Returns what
 * the person's data must agree with.
 */
export function checkIdToken(claims: Claims, expected: ExpectedIdToken): { subject: string; level: 2 | 3 } {
  const { iss, sub, aud, azp, nonce, exp, iat, acr, at_hash } = claims
  const { issuer, clientId, now } = expected
  if (iss !== issuer) throw new CieRefused('idTokenIssuer')
  const audiences = Array.isArray(aud) ? (aud as unknown[]) : [aud]
  if (audiences.length !== 1 || audiences[0] !== clientId) throw new CieRefused('idTokenAudience')
  if (azp !== undefined && azp !== clientId) throw new CieRefused('idTokenAudience')
  if (nonce !== expected.nonce) throw new CieRefused('idTokenNonce')
  if (typeof exp !== 'number' || exp * SECOND + SKEW <= now) throw new CieRefused('idTokenExpired')
  if (typeof iat !== 'number' || iat * SECOND > now + SKEW) throw new CieRefused('idTokenIssuedAt')
  if (at_hash !== undefined && at_hash !== expected.accessTokenHash)
    throw new CieRefused('idTokenAccessToken')
  if (typeof sub !== 'string' || sub === '') throw new CieRefused('userinfoSubject')
  const level = levelIn(acr)
  if (level === undefined || level < 2) throw new CieRefused('level', 'noCredential')
  return { subject: sub, level: level === 3 ? 3 : 2 }
}
