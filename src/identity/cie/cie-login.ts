import { type Instant, SECOND } from '../../kernel/instant.js'
import { type Claims } from './jws.js'

/** A login at the CIE provider: what must match in its answer. */
export interface CieLogin {
  /** Comes back in the answer (RFC 6749 §10.12); only its SHA-256 is stored. */
  state: string
  /** Names the login of the browser, as the login page made it: the SHA-256 of the cookie's secret. */
  request: string
  /** Must be in the ID token (OpenID Connect Core §3.1.2.1). */
  nonce: string
  /** Proves to the token endpoint who asked (RFC 7636). */
  verifier: string
  expiresAt: Instant
}

/** A token to give back at the logout. */
export interface CieToken {
  accessToken: string
  revocationEndpoint: string
}

/** The level that we ask for where nothing needs a higher one: the second of three. */
export const ASKED_LEVEL = 2

/** CIE names levels as SPID does. */
export function nameOfLevel(level: 1 | 2 | 3): string {
  return `https://www.spid.gov.it/SpidL${String(level)}`
}

/** The level of a name; nothing for a name that is none. */
export function levelIn(acr: unknown): 1 | 2 | 3 | undefined {
  const level =
    typeof acr === 'string' ? /^https:\/\/www\.spid\.gov\.it\/SpidL([123])$/.exec(acr)?.[1] : undefined
  return level === undefined ? undefined : (Number(level) as 1 | 2 | 3)
}

export const FISCAL_NUMBER = 'https://attributes.eid.gov.it/fiscal_number'

/** How long a request or an assertion of ours is good for. */
const ASSERTION_LIFE = 60

/** What every signed word of ours to the provider carries; `jti` once only (RFC 7523 §3). */
export function assertion(
  clientId: string,
  audience: string | string[],
  { now, jti }: { now: Instant; jti: string },
): Claims {
  const iat = Math.floor(now / SECOND)
  return { iss: clientId, sub: clientId, aud: audience, iat, exp: iat + ASSERTION_LIFE, jti }
}
