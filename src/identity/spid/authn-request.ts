import { formatInstant, type Instant } from '../../kernel/instant.js'
import { ATTRIBUTE_SERVICE, ENTITY_FORMAT, SAML, SAMLP, SPID_LEVEL, TRANSIENT_FORMAT } from './saml-names.js'
import { xml } from './xml.js'

export interface AuthnRequest {
  id: string
  at: Instant
  /** The address it is sent to. */
  destination: string
  /** Our entityID. */
  entityId: string
  kind: 'spid' | 'eidas'
}

/**
 * What we ask an identity provider (AgID, Regole tecniche SPID, "Single Sign-On"): level 2 at least, proved anew, with
 * the attributes of the service that our metadata number.
 */
export function writeAuthnRequest({ id, at, destination, entityId, kind }: AuthnRequest): string {
  return xml`<samlp:AuthnRequest xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}" ID="${id}" Version="2.0"
    IssueInstant="${formatInstant(at)}" Destination="${destination}" ForceAuthn="true"
    AssertionConsumerServiceIndex="0" AttributeConsumingServiceIndex="${ATTRIBUTE_SERVICE[kind]}">
    <saml:Issuer Format="${ENTITY_FORMAT}" NameQualifier="${entityId}">${entityId}</saml:Issuer>
    <samlp:NameIDPolicy Format="${TRANSIENT_FORMAT}"/>
    <samlp:RequestedAuthnContext Comparison="minimum">
    <saml:AuthnContextClassRef>${SPID_LEVEL}2</saml:AuthnContextClassRef>
    </samlp:RequestedAuthnContext></samlp:AuthnRequest>`.text
}
