import { type Claims } from '../cie/jws.js'

/**
 * What an OpenID provider has to know of a relying party, of what the party says to the federation. What CIE demands of
 * all is added where it is not said.
 */
export function relyingPartyIn({ sub, metadata }: Claims): Record<string, unknown> | undefined {
  const said = (metadata as Record<string, Claims> | undefined)?.['openid_relying_party']
  if (!said || typeof sub !== 'string') return undefined
  const { client_name, redirect_uris, jwks } = said
  return {
    client_id: sub,
    client_name,
    redirect_uris,
    jwks,
    response_types: ['code'],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise',
    token_endpoint_auth_method: 'private_key_jwt',
    require_signed_request_object: true,
    id_token_signed_response_alg: 'RS256',
    userinfo_signed_response_alg: 'RS256',
    userinfo_encrypted_response_alg: said['userinfo_encrypted_response_alg'] ?? 'RSA-OAEP',
    userinfo_encrypted_response_enc: said['userinfo_encrypted_response_enc'] ?? 'A256CBC-HS512',
  }
}
