import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { later } from '../../kernel/instant.js'
import { type Digest } from '../../vault/vault.js'
import { ATTEMPT_LIFE, drawSecret } from '../login-attempt.js'
import { type Level } from '../authenticated-person.js'
import { ASKED_LEVEL, assertion, type CieLogin, FISCAL_NUMBER, nameOfLevel } from './cie-login.js'
import { type CieIdentity } from './cie-settings.js'
import { type SignJws } from './jws.js'
import { type KeptTrust } from './keep-trust.js'
import { type TrustedProvider } from './provider-metadata.js'

export interface BeginCieLoginPorts {
  identity: () => Promise<CieIdentity>
  trust: KeptTrust
  sign: SignJws
  insertLogin: (login: CieLogin) => Promise<void>
  clock: Clock
  chance: Chance
  digest: Digest
  redirectUri: string
}

/** Gives the address of the provider for a login of this browser. Throws `CieRefused` where there is no trust to be had. */
export type BeginCieLogin = (request: string, least?: Level) => Promise<string>

/**
 * The authentication request of the CIE rules: a signed request object (RFC 9101), PKCE with S256, and no more data of the
 * person than a login needs. `prompt=consent login` and a scope of `openid` alone are CIE's ways (decision 22).
 */
export function beginCieLogin(ports: BeginCieLoginPorts): BeginCieLogin {
  const { identity, trust, insertLogin, clock, chance } = ports
  return async (request, least = ASKED_LEVEL) => {
    const { provider } = await trust.current()
    const login: CieLogin = {
      state: drawSecret(chance),
      nonce: drawSecret(chance),
      verifier: drawSecret(chance),
      request,
      expiresAt: later(clock.now(), ATTEMPT_LIFE),
    }
    const address = await addressOf(ports, await identity(), provider, { ...login, least })
    await insertLogin(login)
    return address
  }
}

async function addressOf(
  { sign, clock, chance, digest, redirectUri }: BeginCieLoginPorts,
  { clientId, keys }: CieIdentity,
  { issuer, authorizationEndpoint }: TrustedProvider,
  { state, nonce, verifier, least }: CieLogin & { least: Level },
): Promise<string> {
  const said = {
    client_id: clientId,
    response_type: 'code',
    scope: 'openid',
    code_challenge: digest(verifier).toString('base64url'),
    code_challenge_method: 'S256',
  }
  const [key] = keys.signing
  const object = {
    ...assertion(clientId, [issuer, authorizationEndpoint], { now: clock.now(), jti: chance.uuid() }),
    ...said,
    redirect_uri: redirectUri,
    state,
    nonce,
    acr_values: nameOfLevel(least),
    prompt: 'consent login',
    claims: { userinfo: { given_name: null, family_name: null, [FISCAL_NUMBER]: { essential: true } } },
  }
  const url = new URL(authorizationEndpoint)
  const request = await sign(object, key, 'JWT')
  for (const [name, value] of Object.entries({ ...said, request })) url.searchParams.set(name, value)
  return url.toString()
}
