import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type Ask } from './ask.js'
import { assertion, type CieToken } from './cie-login.js'
import { CieRefused } from './cie-refused.js'
import { type CieIdentity } from './cie-settings.js'
import { type SignJws } from './jws.js'
import { type TrustedProvider } from './provider-metadata.js'

export interface TalkPorts {
  ask: Ask
  sign: SignJws
  clock: Clock
  chance: Chance
}

export interface Redeeming {
  code: string
  verifier: string
}

/** What we ask the provider for without the browser. Throws `CieRefused` where it does not give it. */
export interface TalkToProvider {
  redeem: (
    provider: TrustedProvider,
    us: CieIdentity,
    redeeming: Redeeming,
  ) => Promise<{ accessToken: string; idToken: string }>
  /** An encrypted JSON, not yet opened. */
  userinfo: (provider: TrustedProvider, accessToken: string) => Promise<string>
  /** Whether the token was taken back (RFC 7009). */
  revoke: (us: CieIdentity, token: CieToken) => Promise<boolean>
}

export function talkToProvider({ ask, sign, clock, chance }: TalkPorts, redirectUri: string): TalkToProvider {
  /** We prove who we are by a signature (`private_key_jwt`, RFC 7523): no secret is shared. */
  const proof = async (
    { clientId, keys }: CieIdentity,
    endpoint: string,
  ): Promise<Record<string, string>> => ({
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await sign(
      assertion(clientId, endpoint, { now: clock.now(), jti: chance.uuid() }),
      keys.signing[0],
      'JWT',
    ),
  })
  const answered = async (asking: Parameters<Ask>[0]): Promise<string> => {
    const answer = await ask(asking)
    if (answer.kind === 'away') throw new CieRefused('providerAway')
    if (answer.status !== 200) throw new CieRefused('tokenEndpoint')
    return answer.body
  }
  return {
    redeem: async ({ tokenEndpoint }, us, { code, verifier }) => {
      const form = {
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
        ...(await proof(us, tokenEndpoint)),
      }
      return tokensIn(await answered({ url: tokenEndpoint, form }))
    },
    userinfo: async ({ userinfoEndpoint }, bearer) =>
      (await answered({ url: userinfoEndpoint, bearer })).trim(),
    revoke: async (us, { accessToken, revocationEndpoint }) => {
      const form = {
        token: accessToken,
        token_type_hint: 'access_token',
        ...(await proof(us, revocationEndpoint)),
      }
      const answer = await ask({ url: revocationEndpoint, form })
      return answer.kind === 'answered' && answer.status === 200
    },
  }
}

function tokensIn(body: string): { accessToken: string; idToken: string } {
  const { access_token, id_token } = objectIn(body)
  if (typeof access_token !== 'string' || typeof id_token !== 'string') throw new CieRefused('tokenEndpoint')
  return { accessToken: access_token, idToken: id_token }
}

function objectIn(body: string): Record<string, unknown> {
  try {
    const value = JSON.parse(body) as unknown
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new CieRefused('tokenEndpoint')
}
