import { type Clock } from '../../kernel/clock.js'
import { type Instant, MINUTE, SECOND } from '../../kernel/instant.js'
import { type Ask } from './ask.js'
import { CieRefused } from './cie-refused.js'
import { type CieSettings, wellKnownOf } from './cie-settings.js'
import { type Claims, type Jose, STATEMENT_ALGORITHMS } from './jws.js'
import { type Jwk, readJwks } from './jwk.js'
import { applyPolicy, type Metadata, type MetadataPolicy } from './metadata-policy.js'
import { readProvider, type Trust } from './provider-metadata.js'

export const STATEMENT_TYPE = 'entity-statement+jwt'

/** How far two clocks may differ (T58). */
export const SKEW = MINUTE

export interface ResolveTrustPorts {
  ask: Ask
  jose: Pick<Jose, 'verify' | 'readUnverified'>
  clock: Clock
}

export type ResolveTrust = (
  settings: Pick<CieSettings, 'trustAnchor' | 'trustAnchorKeys' | 'provider'>,
) => Promise<Trust>

/**
 * The chain from the provider to the pinned trust anchor (OpenID Federation 1.0 §10): the anchor's configuration by the
 * keys that we hold, its statement about the provider by the anchor's keys, the provider's configuration by the keys of
 * that statement. CIE has no intermediates. Throws `CieRefused` where a link does not hold.
 */
export function resolveTrust(ports: ResolveTrustPorts): ResolveTrust {
  return async ({ trustAnchor, trustAnchorKeys, provider }) => {
    const now = ports.clock.now()
    const anchor = await readStatement(ports, wellKnownOf(trustAnchor), {
      issuer: trustAnchor,
      subject: trustAnchor,
      keys: trustAnchorKeys,
      now,
    })
    const about = await readStatement(
      ports,
      `${fetchEndpointOf(anchor.claims, trustAnchor)}?sub=${encodeURIComponent(provider)}`,
      {
        issuer: trustAnchor,
        subject: provider,
        keys: keysIn(anchor.claims),
        now,
      },
    )
    const own = await readStatement(ports, wellKnownOf(provider), {
      issuer: provider,
      subject: provider,
      keys: keysIn(about.claims),
      now,
    })
    if (!listIn(own.claims, 'authority_hints').includes(trustAnchor)) throw new CieRefused('statementClaims')
    const metadata = metadataIn(own.claims, 'openid_provider')
    const policy = metadataPolicyIn(about.claims)
    const applied = applyPolicy(metadata, policy, listIn(about.claims, 'metadata_policy_crit') as string[])
    const entity = metadataIn(own.claims, 'federation_entity', {})
    const name = entity['organization_name'] ?? applied['organization_name']
    return {
      provider: readProvider(applied, provider, name),
      metadata: applied,
      chain: [own.jws, about.jws, anchor.jws],
      resolvedAt: now,
      expiresAt: Math.min(anchor.expiresAt, about.expiresAt, own.expiresAt) as Instant,
    }
  }
}

interface Expected {
  issuer: string
  subject: string
  keys: Jwk[]
  now: Instant
}

async function readStatement(
  { ask, jose }: ResolveTrustPorts,
  url: string,
  { issuer, subject, keys, now }: Expected,
) {
  const answer = await ask({ url })
  if (answer.kind === 'away') throw new CieRefused('providerAway')
  if (answer.status !== 200) throw new CieRefused('providerAnswer')
  const jws = answer.body.trim()
  const verified = await jose.verify(jws, { keys, algorithms: STATEMENT_ALGORITHMS, typ: STATEMENT_TYPE })
  if (verified.kind !== 'verified') throw new CieRefused('statementSignature')
  const { claims } = verified
  const { iss, sub, iat, exp, crit } = claims
  if (iss !== issuer || sub !== subject || crit !== undefined) throw new CieRefused('statementClaims')
  if (typeof iat !== 'number' || typeof exp !== 'number' || iat * SECOND > now + SKEW)
    throw new CieRefused('statementClaims')
  if (exp * SECOND <= now) throw new CieRefused('statementExpired')
  return { jws, claims, expiresAt: exp * SECOND }
}

function keysIn(claims: Claims): Jwk[] {
  try {
    return readJwks(claims['jwks'])
  } catch {
    throw new CieRefused('statementClaims')
  }
}

function listIn(claims: Claims, name: string): unknown[] {
  const list = claims[name]
  return Array.isArray(list) ? (list as unknown[]) : []
}

function metadataIn(claims: Claims, kind: string, otherwise?: Metadata): Metadata {
  const found = (claims['metadata'] as Record<string, Metadata> | undefined)?.[kind] ?? otherwise
  if (typeof found !== 'object') throw new CieRefused('statementClaims')
  return found
}

function metadataPolicyIn(claims: Claims): MetadataPolicy {
  return (claims['metadata_policy'] as Record<string, MetadataPolicy> | undefined)?.['openid_provider'] ?? {}
}

/** The anchor's own word for where it vouches for others; never elsewhere than at its own scheme. */
function fetchEndpointOf(anchor: Claims, trustAnchor: string): string {
  const url = metadataIn(anchor, 'federation_entity')['federation_fetch_endpoint']
  if (
    typeof url !== 'string' ||
    !URL.canParse(url) ||
    new URL(url).protocol !== new URL(trustAnchor).protocol
  )
    throw new CieRefused('statementClaims')
  return url
}
