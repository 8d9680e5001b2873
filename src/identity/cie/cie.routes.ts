import { SECOND } from '../../kernel/instant.js'
import { type Clock } from '../../kernel/clock.js'
import { type WebApp } from '../../web/server.gateway.js'
import { type Completing, enterAs, refuseLogin, sendRefusal, startAgain } from '../provider-answer.routes.js'
import { type ReturnTo } from '../session.js'
import { type CieToken } from './cie-login.js'
import { CieRefused } from './cie-refused.js'
import { type CieIdentity } from './cie-settings.js'
import { type CompleteCieLogin } from './complete-cie-login.js'
import { type SignJws } from './jws.js'
import { type KeptTrust } from './keep-trust.js'
import { addressesOf, ANSWER_PATH, entityConfiguration, type RelyingPartyFacts } from './relying-party.js'
import { STATEMENT_TYPE } from './resolve-trust.js'

export interface CieRoutes extends Completing {
  identity: () => Promise<CieIdentity>
  clientId: string
  facts: RelyingPartyFacts
  trust: KeptTrust
  sign: SignJws
  clock: Clock
  completeCieLogin: CompleteCieLogin
  /** Where the login of a state was to lead, answered or over. */
  findReturn: (state: string) => Promise<ReturnTo | undefined>
  keepToken: (session: string, token: CieToken) => Promise<void>
}

/** Where somebody is sent whom no provider can be reached for. */
export const AWAY_PATH = '/accedi/cie/non-risponde'

interface AnswerQuery {
  code?: string
  state?: string
  iss?: string
  error?: string
}

/** Our side of the CIE login: what the federation reads of us, and where the provider's answer comes back. */
export function cieRoutes(app: WebApp, needs: CieRoutes): void {
  federationRoutes(app, needs)

  app.get(AWAY_PATH, (request, reply) => sendRefusal(request, reply, 'failure'))

  app.get<{ Querystring: AnswerQuery }>(ANSWER_PATH, async (request, reply) => {
    const pending = await needs.sessions.pending(request)
    const said = answerIn(request.query)
    if (!pending) {
      const returnTo = said.state === undefined ? undefined : await needs.findReturn(said.state)
      return startAgain({ method: 'cie', returnTo }, request, reply, needs)
    }
    try {
      const { person, token } = await needs.completeCieLogin(said, pending.secret)
      return await enterAs(person, request, reply, {
        ...needs,
        completeLogin: async (answered) => {
          const outcome = await needs.completeLogin(answered)
          if (outcome.kind === 'loggedIn') await needs.keepToken(outcome.session.id, token)
          return outcome
        },
      })
    } catch (error) {
      if (!(error instanceof CieRefused)) throw error
      const why = error.code === 'state' ? 'noAttempt' : error.why
      return refuseLogin({ why, method: 'cie', detail: { code: error.code } }, request, reply, needs)
    }
  })
}

/** A parameter that comes twice is none. */
function answerIn({ code, state, iss, error }: AnswerQuery) {
  const one = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return { code: one(code), state: one(state), iss: one(iss), error: one(error) }
}

/** OpenID Federation 1.0 §9 and §8.3; a leaf has no more endpoints than these. */
function federationRoutes(app: WebApp, { identity, clientId, facts, trust, sign, clock }: CieRoutes): void {
  const { wellKnown, resolve } = addressesOf({ clientId })

  app.get(new URL(wellKnown).pathname, async (_request, reply) => {
    const us = await identity()
    const claims = entityConfiguration(us, facts, clock.now())
    return reply
      .type(`application/${STATEMENT_TYPE}`)
      .send(await sign(claims, us.keys.federation[0], STATEMENT_TYPE))
  })

  app.get<{ Querystring: Record<string, unknown> }>(new URL(resolve).pathname, async (request, reply) => {
    const us = await identity()
    const { sub, trust_anchor, anchor } = request.query
    const asked = trust_anchor ?? anchor
    if (sub !== us.provider || (asked !== undefined && asked !== us.trustAnchor))
      return reply.code(404).send({ error: 'not_found' })
    const { metadata, chain, expiresAt } = await trust.current()
    const claims = {
      iss: us.clientId,
      sub,
      iat: Math.floor(clock.now() / SECOND),
      exp: Math.floor(expiresAt / SECOND),
      metadata: { openid_provider: metadata },
      trust_chain: chain,
    }
    return reply
      .type('application/resolve-response+jwt')
      .send(await sign(claims, us.keys.federation[0], 'resolve-response+jwt'))
  })
}
