import { type Claims } from '../cie/jws.js'
import { type LoginRefusal } from '../provider.js'

/** How CIE words a refusal; it has no words for the rest. */
export function cieErrorFor(why: LoginRefusal): string {
  switch (why) {
    case 'cancelled':
      return 'access_denied'
    case 'consentDenied':
      return 'consent_required'
    case 'timeout':
      return 'login_required'
    case 'noCredential':
      return 'unmet_authentication_requirements'
    case 'wrongCredentials':
    case 'suspended':
    case 'wrongIdentity':
    case 'noCodiceFiscale':
    case 'failure':
      return 'server_error'
  }
}

/** What the demonstration's provider can do wrong, to be seen refused (T38, T40). */
export const CIE_FAULTS = [
  'issuer',
  'audience',
  'nonce',
  'expired',
  'early',
  'algorithm',
  'signature',
  'unknownKey',
  'accessToken',
  'level',
  'plainUserinfo',
  'userinfoSignature',
  'otherSubject',
  'noCodiceFiscale',
  'noName',
  'rubbish',
  'tokenError',
] as const
export type CieFault = (typeof CIE_FAULTS)[number]

/** The claims of an ID token with one thing wrong. */
export function withFault(claims: Claims, fault: CieFault): Claims {
  const { iat, exp } = claims as { iat: number; exp: number }
  switch (fault) {
    case 'issuer':
      return { ...claims, iss: 'https://altro.example' }
    case 'audience':
      return { ...claims, aud: 'https://altro.example' }
    case 'nonce':
      return { ...claims, nonce: 'altro' }
    case 'expired':
      return { ...claims, exp: iat - 600 }
    case 'early':
      return { ...claims, iat: exp + 600, exp: exp + 1200 }
    case 'accessToken':
      return { ...claims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }
    case 'level':
      return { ...claims, acr: 'https://www.spid.gov.it/SpidL1' }
    default:
      return claims
  }
}
