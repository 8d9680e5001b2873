import { type Clock } from '../../kernel/clock.js'
import { type WebApp, type WebReply } from '../../web/server.gateway.js'
import { type Jwk } from '../cie/jwk.js'
import { type Claims, type SignJws } from '../cie/jws.js'
import { STATEMENT_TYPE } from '../cie/resolve-trust.js'
import {
  ANCHOR_PATH,
  anchorConfiguration,
  type CieDemoKeys,
  demoEntities,
  PROVIDER_PATH,
  providerConfiguration,
  statementAbout,
} from './cie-demo.js'
import { type CieDemoProvider } from './cie-demo-provider.js'

export interface CieFederationRoutes {
  baseUrl: string
  keys: () => Promise<CieDemoKeys>
  /** The federation keys of whoever is registered with the anchor. */
  registered: (sub: string) => Promise<Jwk[] | undefined>
  subordinates: string[]
  sign: SignJws
  clock: Clock
  provider: () => Promise<CieDemoProvider>
}

/** The demonstration's federation over HTTP: a trust anchor, and an identity provider under it. Demo only. */
export function cieFederationRoutes(app: WebApp, needs: CieFederationRoutes): void {
  const { baseUrl, keys, registered, sign, clock } = needs
  const now = () => clock.now()
  const send = async (reply: WebReply, claims: Claims, [key]: [Jwk, ...Jwk[]]) =>
    reply.type(`application/${STATEMENT_TYPE}`).send(await sign(claims, key, STATEMENT_TYPE))

  app.get(`${ANCHOR_PATH}/.well-known/openid-federation`, async (_request, reply) => {
    const drawn = await keys()
    return send(reply, anchorConfiguration(baseUrl, drawn, now()), drawn.anchor)
  })
  app.get<{ Querystring: { sub?: string } }>(`${ANCHOR_PATH}/fetch`, async (request, reply) => {
    const { sub = '' } = request.query
    const theirs = await registered(sub)
    if (!theirs) return reply.code(404).send({ error: 'not_found' })
    return send(reply, statementAbout({ baseUrl, sub, keys: theirs }, now()), (await keys()).anchor)
  })
  app.get(`${ANCHOR_PATH}/list`, () => [demoEntities(baseUrl).provider, ...needs.subordinates])
  app.get(`${PROVIDER_PATH}/.well-known/openid-federation`, async (_request, reply) => {
    const drawn = await keys()
    return send(reply, providerConfiguration(baseUrl, drawn, now()), drawn.providerFederation)
  })
  app.register((scope, _options, done) => {
    // The provider reads bodies by itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
    scope.all(`${PROVIDER_PATH}/*`, async (request, reply) => {
      const provider = await needs.provider()
      const { protocol, host } = new URL(baseUrl)
      const raw = Object.assign(request.raw, {
        url: (request.raw.url ?? '').slice(PROVIDER_PATH.length),
        baseUrl: PROVIDER_PATH,
      })
      // However the service is reached, its addresses begin with the one that it is known by. At the levels that we ask
      // for, CIE remembers nobody from one login to the next.
      Object.assign(raw.headers, {
        host,
        'x-forwarded-proto': protocol.slice(0, -1),
        'x-forwarded-host': host,
        cookie: (raw.headers.cookie ?? '').replace(/(?:^|;\s*)_session(?:\.\w+)*=[^;]*/g, ''),
      })
      reply.hijack()
      provider.handle({ request: raw, response: reply.raw })
    })
    done()
  })
}
