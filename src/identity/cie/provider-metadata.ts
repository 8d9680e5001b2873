import { type Instant } from '../../kernel/instant.js'
import { CieRefused } from './cie-refused.js'
import { type Jwk, readJwks } from './jwk.js'
import { type Metadata } from './metadata-policy.js'

/** The identity provider as the federation vouches for it. */
export interface TrustedProvider {
  issuer: string
  /** A name fit to be shown. */
  name: string
  authorizationEndpoint: string
  tokenEndpoint: string
  userinfoEndpoint: string
  revocationEndpoint: string
  /** The keys that it signs logins with. */
  keys: Jwk[]
}

/** A provider, the statements that vouch for it, and until when they do. */
export interface Trust {
  provider: TrustedProvider
  metadata: Metadata
  /** From the provider's own configuration up to the trust anchor's (OpenID Federation 1.0 §4). */
  chain: string[]
  resolvedAt: Instant
  expiresAt: Instant
}

/** Reads what we need of a provider's metadata. An endpoint is https, or the whole federation is a local one. */
export function readProvider(metadata: Metadata, entity: string, shownName: unknown): TrustedProvider {
  const endpoint = (name: string): string => {
    const url = metadata[name]
    if (typeof url !== 'string' || !URL.canParse(url) || new URL(url).protocol !== new URL(entity).protocol)
      throw new CieRefused('providerMetadata')
    return url
  }
  if (metadata['issuer'] !== entity) throw new CieRefused('providerMetadata')
  return {
    issuer: entity,
    name: typeof shownName === 'string' && shownName !== '' ? shownName.slice(0, 80) : 'CIE',
    authorizationEndpoint: endpoint('authorization_endpoint'),
    tokenEndpoint: endpoint('token_endpoint'),
    userinfoEndpoint: endpoint('userinfo_endpoint'),
    revocationEndpoint: endpoint('revocation_endpoint'),
    keys: keysOf(metadata['jwks']),
  }
}

function keysOf(jwks: unknown): Jwk[] {
  try {
    return readJwks(jwks)
  } catch {
    throw new CieRefused('providerMetadata')
  }
}
