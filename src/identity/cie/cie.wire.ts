import { type Database } from '../../db/database.js'
import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { later } from '../../kernel/instant.js'
import { type Vault } from '../../vault/vault.js'
import { type ServiceFacts } from '../../web/page-context.js'
import { RETURN_LIFE } from '../login-attempt.js'
import { findPastAttempt } from '../login-attempt.store.js'
import { type Completing } from '../provider-answer.routes.js'
import { type WiredMethod } from '../wired-method.wire.js'
import { type Ask } from './ask.js'
import { beginCieLogin } from './begin-cie-login.js'
import { type CieIdentity } from './cie-settings.js'
import { findPastCieLogin, insertCieLogin, spendCieLogin } from './cie-login.store.js'
import { CieRefused } from './cie-refused.js'
import { AWAY_PATH, cieRoutes } from './cie.routes.js'
import { insertCieToken, takeCieToken } from './cie-token.store.js'
import { completeCieLogin } from './complete-cie-login.js'
import { joseGateway } from './jose.gateway.js'
import { keepTrust } from './keep-trust.js'
import { ANSWER_PATH } from './relying-party.js'
import { resolveTrust } from './resolve-trust.js'
import { talkToProvider } from './talk-to-provider.js'

export interface CieNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  service: ServiceFacts
  clientId: string
  /** Known when a login needs it: the demonstration draws its keys then. */
  identity: () => Promise<CieIdentity>
  ask: Ask
  /** The provider's, where it is not ours. */
  origin?: string
}

/** CIE, by OpenID Connect Federation. */
export function wireCie(needs: CieNeeds, completing: Completing): WiredMethod {
  const { database, vault, clock, chance, service, clientId, identity, ask, origin } = needs
  const { recordLogin } = completing
  const jose = joseGateway
  const { digest } = vault
  const resolve = resolveTrust({ ask, jose, clock })
  const trust = keepTrust(async () => resolve(await identity()), clock)
  const redirectUri = `${service.baseUrl}${ANSWER_PATH}`
  const talk = talkToProvider({ ask, sign: jose.sign, clock, chance }, redirectUri)
  const insertLogin: Parameters<typeof beginCieLogin>[0]['insertLogin'] = (login) =>
    insertCieLogin(database, vault, login)
  const begin = beginCieLogin({
    identity,
    trust,
    sign: jose.sign,
    insertLogin,
    clock,
    chance,
    digest,
    redirectUri,
  })

  return {
    provider: {
      method: 'cie',
      ...(origin !== undefined && { origin }),
      begin: async (request, least) => {
        try {
          return await begin(request, least)
        } catch (error) {
          if (!(error instanceof CieRefused)) throw error
          await recordLogin({
            kind: 'login.refused',
            method: 'cie',
            detail: { why: error.why, code: error.code },
          })
          return AWAY_PATH
        }
      },
    },
    routes: (app) => {
      cieRoutes(app, {
        ...completing,
        identity,
        clientId,
        facts: { name: service.institution, baseUrl: service.baseUrl },
        trust,
        sign: jose.sign,
        clock,
        completeCieLogin: completeCieLogin({
          identity,
          trust,
          jose,
          talk,
          spendLogin: (asked) => spendCieLogin(database, vault, asked),
          clock,
          digest,
        }),
        findReturn: async (state) => {
          const since = later(clock.now(), -RETURN_LIFE)
          const hash = await findPastCieLogin(database, vault, state, since)
          return hash && findPastAttempt(database, vault, hash)
        },
        keepToken: (session, token) => insertCieToken(database, vault, { session, token, now: clock.now() }),
      })
    },
    // A provider that does not take its token back delays nobody's logout for long.
    ended: async ({ id }) => {
      const token = await takeCieToken(database, vault, id, clock.now())
      if (token) await talk.revoke(await identity(), token)
    },
  }
}
