import { type Method } from './authenticated-person.js'

/**
 * Where somebody proves who they are. `begin` gives the address to send the browser to; the provider's answer comes
 * back to a route of its own, which completes the login with an authenticated person.
 */
export interface Provider {
  method: Method
  /** `request` names the login on its way through the browser; it is not the secret in the cookie. */
  begin: (request: string) => string
}
