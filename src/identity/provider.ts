import { type Level, type Method } from './authenticated-person.js'

/**
 * Where somebody proves who they are. The provider's answer comes back to a route of its own (SPID: a POST from its
 * site; CIE: a redirect with a code; CNS: a listener of our own that asks for the card), which checks it and ends in
 * `enterAs` with an authenticated person, or in `refuseLogin` with a reason.
 */
export interface Provider {
  method: Method
  /** The origin that the browser is sent to, where it is not ours: the login page's form must be allowed to lead there. */
  origin?: string
  /**
   * The address to send the browser to. `request` names the login on its way through the browser: under it the
   * provider's own store keeps what must match in the answer (InResponseTo, nonce, code verifier). It is not the secret
   * in the cookie, and nobody gets in by knowing it. `least`: the level that is needed, where it is more than the usual.
   */
  begin: (request: string, least?: Level) => Promise<string>
}

/**
 * Why a provider sends somebody back without an answer: what a person can do differs (SPID anomalies 19–23, 25 and 30;
 * CIE's `access_denied` is `cancelled`). Anything else is `failure`.
 */
export const REFUSALS = [
  'cancelled',
  'consentDenied',
  'timeout',
  'wrongCredentials',
  'noCredential',
  'suspended',
  'wrongIdentity',
  'noCodiceFiscale',
  'failure',
] as const
export type LoginRefusal = (typeof REFUSALS)[number]

/** Why somebody is not in: the provider's reason, or that no login of this browser waits for an answer. */
export type NotIn = LoginRefusal | 'noAttempt'
