import {
  ATTRIBUTE_SERVICE,
  BASIC_FORMAT,
  DSIG,
  METADATA,
  PATHS,
  POST_BINDING,
  REDIRECT_BINDING,
  SAMLP,
  SPID_EXTENSIONS,
  TRANSIENT_FORMAT,
} from './saml-names.js'
import { type SpidSettings } from './spid-settings.js'
import { xml, type Xml } from './xml.js'

export interface MetadataFacts extends Pick<SpidSettings, 'entityId' | 'organisation' | 'contact'> {
  /** `ID` of the document, by which its signature names it. */
  id: string
  baseUrl: string
  /** In base64, as they stand in a certificate file. */
  certificates: string[]
  eidas: boolean
}

/** What we ask of SPID: who somebody is, and no more (data minimisation, art. 5 GDPR). */
const SPID_ATTRIBUTES = ['spidCode', 'name', 'familyName', 'fiscalNumber']
/** The minimum set of a natural person (Implementing Regulation (EU) 2015/1501, annex), as the Italian node names it. */
const EIDAS_ATTRIBUTES = ['spidCode', 'name', 'familyName', 'dateOfBirth', 'fiscalNumber']

/** Our entry in the federation, to be signed (AgID, Regole tecniche SPID, "Metadata", and Avviso 29 v3 for public bodies). */
export function writeMetadata(facts: MetadataFacts): string {
  const { id, entityId, baseUrl, certificates, eidas, organisation, contact } = facts
  const at = (path: string) => `${baseUrl}${path}`
  return xml`<md:EntityDescriptor xmlns:md="${METADATA}" xmlns:ds="${DSIG}" xmlns:spid="${SPID_EXTENSIONS}" ID="${id}" entityID="${entityId}">
    <md:SPSSODescriptor protocolSupportEnumeration="${SAMLP}" AuthnRequestsSigned="true" WantAssertionsSigned="true">
    ${certificates.map(keyDescriptor)}
    ${[POST_BINDING, REDIRECT_BINDING].map((binding) => xml`<md:SingleLogoutService Binding="${binding}" Location="${at(PATHS.logout)}"/>`)}
    <md:NameIDFormat>${TRANSIENT_FORMAT}</md:NameIDFormat>
    <md:AssertionConsumerService Binding="${POST_BINDING}" Location="${at(PATHS.assertionConsumer)}" index="0" isDefault="true"/>
    ${attributeService(ATTRIBUTE_SERVICE.spid, organisation.name, SPID_ATTRIBUTES)}
    ${eidas && attributeService(ATTRIBUTE_SERVICE.eidas, 'eIDAS Natural Person Minimum Attribute Set', EIDAS_ATTRIBUTES)}
    ${eidas && attributeService(ATTRIBUTE_SERVICE.eidasFull, 'eIDAS Natural Person Full Attribute Set', EIDAS_ATTRIBUTES)}
    </md:SPSSODescriptor>
    <md:Organization>
    <md:OrganizationName xml:lang="it">${organisation.name}</md:OrganizationName>
    <md:OrganizationDisplayName xml:lang="it">${organisation.name}</md:OrganizationDisplayName>
    <md:OrganizationURL xml:lang="it">${organisation.url}</md:OrganizationURL>
    </md:Organization>
    <md:ContactPerson contactType="other">
    <md:Extensions><spid:IPACode>${contact.ipaCode}</spid:IPACode><spid:Public/></md:Extensions>
    <md:EmailAddress>${contact.email}</md:EmailAddress>
    ${contact.telephone !== undefined && xml`<md:TelephoneNumber>${contact.telephone}</md:TelephoneNumber>`}
    </md:ContactPerson></md:EntityDescriptor>`.text
}

function keyDescriptor(certificate: string): Xml {
  return xml`<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data>
    <ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
}

function attributeService(index: number, name: string, attributes: string[]): Xml {
  return xml`<md:AttributeConsumingService index="${index}">
    <md:ServiceName xml:lang="it">${name}</md:ServiceName>
    ${attributes.map((attribute) => xml`<md:RequestedAttribute Name="${attribute}" NameFormat="${BASIC_FORMAT}"/>`)}
    </md:AttributeConsumingService>`
}
