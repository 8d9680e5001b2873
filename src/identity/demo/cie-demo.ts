import { type CieKeys, type Jwk, publicJwk } from '../cie/jwk.js'
import { type Claims } from '../cie/jws.js'
import { DAY, type Instant, SECOND } from '../../kernel/instant.js'

/** The keys of the whole demonstration's federation; of each list the first works. */
export interface CieDemoKeys {
  anchor: [Jwk, ...Jwk[]]
  providerFederation: [Jwk, ...Jwk[]]
  providerCore: [Jwk, ...Jwk[]]
  /** What in production comes from CIE_KEYS_FILE. */
  ours: CieKeys
}

export const ANCHOR_PATH = '/demo/cie/ta'
export const PROVIDER_PATH = '/demo/cie/op'

/** Who is who. The closing slash is for programs that put `.well-known` right behind. */
export function demoEntities(baseUrl: string) {
  return { anchor: `${baseUrl}${ANCHOR_PATH}/`, provider: `${baseUrl}${PROVIDER_PATH}/` }
}

const STATEMENT_LIFE = DAY
const NAME = 'Identità di prova'

function times(now: Instant): Claims {
  const iat = Math.floor(now / SECOND)
  return { iat, exp: iat + STATEMENT_LIFE / SECOND }
}

/** The trust anchor of the demonstration, as CIE's says of itself. */
export function anchorConfiguration(baseUrl: string, keys: CieDemoKeys, now: Instant): Claims {
  const { anchor } = demoEntities(baseUrl)
  const base = `${baseUrl}${ANCHOR_PATH}`
  return {
    iss: anchor,
    sub: anchor,
    ...times(now),
    jwks: { keys: keys.anchor.map(publicJwk) },
    constraints: { max_path_length: 1 },
    trust_marks_issuers: { [markOf(baseUrl)]: [anchor] },
    metadata: {
      federation_entity: {
        name: 'Federazione di prova',
        organization_name: 'Federazione di prova',
        homepage_uri: baseUrl,
        contacts: ['federazione@istituto.example'],
        federation_fetch_endpoint: `${base}/fetch`,
        federation_list_endpoint: `${base}/list`,
        federation_resolve_endpoint: `${base}/resolve`,
        federation_status_endpoint: `${base}/trust_mark_status`,
        federation_trust_mark_status_endpoint: `${base}/trust_mark_status`,
      },
    },
  }
}

/** What the anchor says of who is registered: their keys, and what it demands of them. */
export function statementAbout(
  { baseUrl, sub, keys }: { baseUrl: string; sub: string; keys: Jwk[] },
  now: Instant,
): Claims {
  const { anchor, provider } = demoEntities(baseUrl)
  const demands =
    sub === provider
      ? {
          openid_provider: {
            id_token_signing_alg_values_supported: { subset_of: ['RS256', 'RS512'] },
            response_types_supported: { value: ['code'] },
            subject_types_supported: { value: ['pairwise'] },
            token_endpoint_auth_methods_supported: { subset_of: ['private_key_jwt'] },
          },
        }
      : {
          openid_relying_party: {
            grant_types: { subset_of: ['authorization_code', 'refresh_token'] },
            client_registration_types: { subset_of: ['automatic'] },
          },
        }
  return { iss: anchor, sub, ...times(now), jwks: { keys: keys.map(publicJwk) }, metadata_policy: demands }
}

export function markOf(baseUrl: string): string {
  return `${baseUrl}${ANCHOR_PATH}/openid_relying_party/public`
}

/** The mark that CIE gives at registration: named by `id`. */
export function trustMarkFor(baseUrl: string, sub: string, now: Instant): Claims {
  const { anchor } = demoEntities(baseUrl)
  return { iss: anchor, sub, id: markOf(baseUrl), iat: Math.floor(now / SECOND), organization_type: 'public' }
}

/** The identity provider of the demonstration, as CIE's says of itself. */
export function providerConfiguration(baseUrl: string, keys: CieDemoKeys, now: Instant): Claims {
  const { anchor, provider } = demoEntities(baseUrl)
  const base = `${baseUrl}${PROVIDER_PATH}`
  return {
    iss: provider,
    sub: provider,
    ...times(now),
    jwks: { keys: keys.providerFederation.map(publicJwk) },
    authority_hints: [anchor],
    metadata: {
      federation_entity: {
        organization_name: NAME,
        homepage_uri: baseUrl,
        contacts: ['cie@istituto.example'],
      },
      openid_provider: {
        issuer: provider,
        organization_name: NAME,
        authorization_endpoint: `${base}/auth`,
        token_endpoint: `${base}/token`,
        userinfo_endpoint: `${base}/me`,
        revocation_endpoint: `${base}/token/revocation`,
        jwks: { keys: keys.providerCore.map((key) => ({ ...publicJwk(key), use: 'sig', alg: 'RS256' })) },
        client_registration_types_supported: ['automatic'],
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code'],
        subject_types_supported: ['pairwise'],
        acr_values_supported: [1, 2, 3].map((level) => `https://www.spid.gov.it/SpidL${level}`),
        id_token_signing_alg_values_supported: ['RS256'],
        userinfo_signing_alg_values_supported: ['RS256'],
        userinfo_encryption_alg_values_supported: ['RSA-OAEP', 'RSA-OAEP-256'],
        userinfo_encryption_enc_values_supported: ['A128CBC-HS256', 'A256CBC-HS512'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256'],
        request_object_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: ['openid'],
        claims_parameter_supported: true,
        request_parameter_supported: true,
        authorization_response_iss_parameter_supported: true,
      },
    },
  }
}
