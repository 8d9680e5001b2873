import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testClock } from '../../../test/test-clock.js'
import { DAY, HOUR, MINUTE } from '../../kernel/instant.js'
import {
  anchorConfiguration,
  type CieDemoKeys,
  demoEntities,
  providerConfiguration,
  statementAbout,
} from '../demo/cie-demo.js'
import { demoKeys } from '../demo/cie-keys.gateway.js'
import { type Answered, type Ask } from './ask.js'
import { CieRefused } from './cie-refused.js'
import { wellKnownOf } from './cie-settings.js'
import { drawKey } from './draw-key.gateway.js'
import { joseGateway } from './jose.gateway.js'
import { type Claims } from './jws.js'
import { type Jwk, publicJwk } from './jwk.js'
import { keepTrust } from './keep-trust.js'
import { type Trust } from './provider-metadata.js'
import { resolveTrust, STATEMENT_TYPE } from './resolve-trust.js'

const BASE = 'https://attesta.example'
const { anchor, provider } = demoEntities(BASE)
const { clock, pass } = testClock()
let keys: CieDemoKeys
let stranger: Jwk

before(async () => {
  keys = await demoKeys()
  stranger = await drawKey({ bits: 2048, kid: 'demo-anchor' })
})

type Link = 'anchor' | 'about' | 'own'
interface Broken {
  change?: Partial<Record<Link, (claims: Claims) => Claims>>
  signedBy?: Partial<Record<Link, Jwk>>
  typ?: string
  answer?: Answered
}

/** A federation of three documents, with one thing wrong. */
function federation({ change = {}, signedBy = {}, typ = STATEMENT_TYPE, answer }: Broken = {}): Ask {
  const now = clock.now()
  const say = async (link: Link, claims: Claims, key: Jwk): Promise<Answered> => {
    const body = await joseGateway.sign(change[link]?.(claims) ?? claims, signedBy[link] ?? key, typ)
    return { kind: 'answered', status: 200, body }
  }
  return async ({ url }) => {
    if (answer) return answer
    if (url === wellKnownOf(anchor))
      return say('anchor', anchorConfiguration(BASE, keys, now), keys.anchor[0])
    if (url === wellKnownOf(provider))
      return say('own', providerConfiguration(BASE, keys, now), keys.providerFederation[0])
    const about = statementAbout({ baseUrl: BASE, sub: provider, keys: keys.providerFederation }, now)
    return say('about', about, keys.anchor[0])
  }
}

const resolve = (broken?: Broken): Promise<Trust> =>
  resolveTrust({ ask: federation(broken), jose: joseGateway, clock })({
    trustAnchor: anchor,
    trustAnchorKeys: keys.anchor.map(publicJwk),
    provider,
  })

const policy = (operators: Record<string, unknown>) => (claims: Claims) => ({
  ...claims,
  metadata_policy: { openid_provider: operators },
})

void test('a chain to the pinned anchor gives the provider’s keys and addresses, until its first link ends', async () => {
  const soon = (claims: Claims) => ({ ...claims, exp: (claims['iat'] as number) + 600 })
  const trust = await resolve({ change: { about: soon } })
  assert.equal(trust.provider.issuer, provider)
  assert.deepEqual(
    trust.provider.keys.map(({ kid }) => kid),
    ['demo-providerCore'],
  )
  assert.equal(Math.round((trust.expiresAt - clock.now()) / MINUTE), 10)
  assert.equal(trust.chain.length, 3)
})

void test('a chain with one link that does not hold is refused, each for its own reason', async () => {
  const ended = (claims: Claims) => ({ ...claims, exp: (claims['iat'] as number) - 1 })
  const other = (claims: Claims) => ({ ...claims, sub: 'https://altro.example' })
  const cases: [string, Broken, string][] = [
    ['anchor by another key', { signedBy: { anchor: stranger } }, 'statementSignature'],
    ['statement by another key', { signedBy: { about: stranger } }, 'statementSignature'],
    ['provider by another key', { signedBy: { own: stranger } }, 'statementSignature'],
    ['anchor expired', { change: { anchor: ended } }, 'statementExpired'],
    ['statement expired', { change: { about: ended } }, 'statementExpired'],
    ['provider expired', { change: { own: ended } }, 'statementExpired'],
    ['statement about another', { change: { about: other } }, 'statementClaims'],
    ['configuration of another', { change: { own: other } }, 'statementClaims'],
    [
      'not under this anchor',
      { change: { own: (claims) => ({ ...claims, authority_hints: [] }) } },
      'statementClaims',
    ],
    [
      'from the future',
      { change: { own: (claims) => ({ ...claims, iat: (claims['iat'] as number) + 181 }) } },
      'statementClaims',
    ],
    ['another kind of document', { typ: 'JWT' }, 'statementSignature'],
    [
      'policy: value not allowed',
      { change: { about: policy({ response_types_supported: { subset_of: ['token'] } }) } },
      'policy',
    ],
    ['policy: essential missing', { change: { about: policy({ nowhere: { essential: true } }) } }, 'policy'],
    [
      'policy: one_of',
      { change: { about: policy({ issuer: { one_of: ['https://altro.example'] } }) } },
      'policy',
    ],
    [
      'policy: superset_of',
      { change: { about: policy({ scopes_supported: { superset_of: ['openid', 'x'] } }) } },
      'policy',
    ],
    [
      'policy: unknown critical operator',
      { change: { about: (claims) => ({ ...claims, metadata_policy_crit: ['x'] }) } },
      'policy',
    ],
    [
      'policy: endpoint without TLS',
      { change: { about: policy({ token_endpoint: { value: 'http://altro.example/' } }) } },
      'providerMetadata',
    ],
    [
      'policy: keys taken away',
      { change: { about: policy({ jwks: { value: { keys: [] } } }) } },
      'providerMetadata',
    ],
    ['away', { answer: { kind: 'away', failure: 'TimeoutError' } }, 'providerAway'],
    ['rubbish', { answer: { kind: 'answered', status: 200, body: '<html>' } }, 'statementSignature'],
    ['not found', { answer: { kind: 'answered', status: 404, body: '' } }, 'providerAnswer'],
  ]
  for (const [name, broken, code] of cases)
    await assert.rejects(resolve(broken), (error) => error instanceof CieRefused && error.code === code, name)
})

void test('an anchor that changes its key is believed by the one that is pinned, and by those that it names', async () => {
  const next = await drawKey({ bits: 2048, kid: 'next' })
  const names = (claims: Claims) => ({
    ...claims,
    jwks: { keys: [publicJwk(next), ...keys.anchor.map(publicJwk)] },
  })
  assert.equal(
    (await resolve({ change: { anchor: names }, signedBy: { about: next } })).provider.issuer,
    provider,
  )
})

void test('a chain in force serves while the federation is away, is renewed before it ends, and never outlives its end', async () => {
  let isAway = false
  let asked = 0
  const kept = keepTrust(() => {
    asked += 1
    return resolve(isAway ? { answer: { kind: 'away', failure: 'TimeoutError' } } : {})
  }, clock)
  const first = await kept.current()
  assert.equal(await kept.current(), first)
  assert.equal(asked, 1)
  isAway = true
  pass(2 * HOUR)
  assert.equal(await kept.current(), first)
  assert.equal(await kept.current(), first)
  pass(DAY)
  await new Promise((done) => setImmediate(done))
  await assert.rejects(kept.current(), CieRefused)
  isAway = false
  pass(2 * MINUTE)
  assert.notEqual(await kept.current(), first)
})
