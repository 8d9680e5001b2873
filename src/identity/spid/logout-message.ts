import { formatInstant, type Instant } from '../../kernel/instant.js'
import { ENTITY_FORMAT, SAML, SAMLP, SUCCESS } from './saml-names.js'
import { xml } from './xml.js'

/** Our answer to a provider's request to log somebody out (saml-core §3.7.2; AgID, Regole tecniche SPID, "Single Logout"). */
export function writeLogoutResponse(facts: {
  id: string
  at: Instant
  destination: string
  entityId: string
  inResponseTo: string
}): string {
  const { id, at, destination, entityId, inResponseTo } = facts
  return xml`<samlp:LogoutResponse xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}" ID="${id}" Version="2.0"
    IssueInstant="${formatInstant(at)}" Destination="${destination}" InResponseTo="${inResponseTo}">
    <saml:Issuer Format="${ENTITY_FORMAT}" NameQualifier="${entityId}">${entityId}</saml:Issuer>
    <samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status></samlp:LogoutResponse>`.text
}
