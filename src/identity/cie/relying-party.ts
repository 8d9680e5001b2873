import { type Instant, MINUTE, SECOND } from '../../kernel/instant.js'
import { type CieIdentity, wellKnownOf } from './cie-settings.js'
import { type Claims, OUR_ALGORITHM } from './jws.js'
import { type KeyJob, publicJwk } from './jwk.js'

/** How long our configuration may be kept by others: a rotation waits for that long. */
const CONFIGURATION_LIFE = 24 * 60 * MINUTE

/** What the institution is called, and where people read about it. */
export interface RelyingPartyFacts {
  name: string
  baseUrl: string
}

/** Our addresses in the federation. CIE fixes the suffix `/resolve`. */
export function addressesOf({ clientId }: Pick<CieIdentity, 'clientId'>) {
  const base = clientId.replace(/\/$/, '')
  return { wellKnown: wellKnownOf(clientId), resolve: `${base}/resolve` }
}

/** Where the provider sends people back to. */
export const ANSWER_PATH = '/accedi/cie/risposta'

/**
 * What we say of ourselves to the federation (OpenID Federation 1.0 §3, §5.1.1; CIE OpenID Connect rules, "Metadata del
 * Relying Party"): keys inline, registration automatic, logins signed, the person's data signed and encrypted.
 */
export function entityConfiguration(
  identity: CieIdentity,
  { name, baseUrl }: RelyingPartyFacts,
  now: Instant,
): Claims {
  const { clientId, trustAnchor, trustMarks, contact } = identity
  const seconds = Math.floor(now / SECOND)
  return {
    iss: clientId,
    sub: clientId,
    iat: seconds,
    exp: seconds + CONFIGURATION_LIFE / SECOND,
    jwks: published(identity, 'federation'),
    authority_hints: [trustAnchor],
    trust_marks: trustMarks,
    metadata: {
      federation_entity: {
        organization_name: name,
        homepage_uri: baseUrl,
        policy_uri: `${baseUrl}/privacy`,
        logo_uri: `${baseUrl}/assets/icon.svg`,
        contacts: [contact],
        federation_resolve_endpoint: addressesOf(identity).resolve,
      },
      openid_relying_party: relyingParty(identity, { name, baseUrl }),
    },
  }
}

function relyingParty(identity: CieIdentity, { name, baseUrl }: RelyingPartyFacts): Claims {
  return {
    application_type: 'web',
    client_id: identity.clientId,
    client_name: name,
    organization_name: name,
    contacts: [identity.contact],
    client_registration_types: ['automatic'],
    redirect_uris: [`${baseUrl}${ANSWER_PATH}`],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise',
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: OUR_ALGORITHM,
    userinfo_signed_response_alg: OUR_ALGORITHM,
    userinfo_encrypted_response_alg: 'RSA-OAEP',
    userinfo_encrypted_response_enc: 'A256CBC-HS512',
    jwks: { keys: [...published(identity, 'signing').keys, ...published(identity, 'encryption').keys] },
  }
}

function published({ keys }: CieIdentity, job: KeyJob) {
  return {
    keys: keys[job].map((key) => ({
      ...publicJwk(key),
      use: job === 'encryption' ? 'enc' : 'sig',
      ...(job === 'encryption' ? { alg: 'RSA-OAEP' } : { alg: OUR_ALGORITHM }),
    })),
  }
}
