import { formatInstant, type Instant, later, MINUTE } from '../../kernel/instant.js'
import {
  BASIC_FORMAT,
  BEARER,
  ENTITY_FORMAT,
  SAML,
  SAMLP,
  SPID_LEVEL,
  SUCCESS,
  TRANSIENT_FORMAT,
} from '../spid/saml-names.js'
import { xml } from '../spid/xml.js'

/** What an answer is made of. */
export interface TemplateFacts {
  id: string
  assertionId: string
  nameId: string
  now: Instant
  /** Our entityID as a provider. */
  provider: string
  requestId: string
  assertionConsumer: string
  audience: string
  level: 1 | 2 | 3
  attributes: Record<string, string>
}

/** A sound answer, not signed yet (AgID, Regole tecniche SPID, "Single Sign-On", Response). */
export function writeResponse(facts: TemplateFacts): string {
  const { provider, requestId, assertionConsumer, now, attributes } = facts
  const at = formatInstant((Math.floor(now / 1000) * 1000) as Instant).replace('.000Z', 'Z')
  const end = formatInstant(later(now, 5 * MINUTE))
  return xml`<samlp:Response xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}" ID="${facts.id}" Version="2.0"
    IssueInstant="${at}" InResponseTo="${requestId}" Destination="${assertionConsumer}">
    <saml:Issuer Format="${ENTITY_FORMAT}">${provider}</saml:Issuer>
    <samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status>
    <saml:Assertion ID="${facts.assertionId}" Version="2.0" IssueInstant="${at}">
    <saml:Issuer Format="${ENTITY_FORMAT}">${provider}</saml:Issuer>
    <saml:Subject>
    <saml:NameID Format="${TRANSIENT_FORMAT}" NameQualifier="${provider}">${facts.nameId}</saml:NameID>
    <saml:SubjectConfirmation Method="${BEARER}"><saml:SubjectConfirmationData Recipient="${assertionConsumer}"
    NotOnOrAfter="${end}" InResponseTo="${requestId}"/></saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="${at}" NotOnOrAfter="${end}"><saml:AudienceRestriction>
    <saml:Audience>${facts.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
    <saml:AuthnStatement AuthnInstant="${at}" SessionIndex="${facts.nameId}"><saml:AuthnContext>
    <saml:AuthnContextClassRef>${SPID_LEVEL}${facts.level}</saml:AuthnContextClassRef>
    </saml:AuthnContext></saml:AuthnStatement>
    <saml:AttributeStatement>
    ${Object.entries(attributes).map(
      ([name, value]) =>
        xml`<saml:Attribute Name="${name}" NameFormat="${BASIC_FORMAT}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`,
    )}
    </saml:AttributeStatement></saml:Assertion></samlp:Response>`.text
}
