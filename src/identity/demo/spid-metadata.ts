import {
  DSIG,
  METADATA,
  POST_BINDING,
  REDIRECT_BINDING,
  SAMLP,
  TRANSIENT_FORMAT,
} from '../spid/saml-names.js'
import { xml } from '../spid/xml.js'
import { DEMO_PROVIDERS, type DemoSlug, entityOf } from './spid-demo.js'

export interface DemoEntity {
  slug: DemoSlug
  /** In base64; several while one replaces another. */
  certificates: string[]
}

/** A list of identity providers as a federation publishes it, to be signed. */
export function writeProviderList(baseUrl: string, entities: DemoEntity[]): string {
  return xml`<md:EntitiesDescriptor xmlns:md="${METADATA}" xmlns:ds="${DSIG}" ID="_elenco" Name="prova">
    ${entities.map((entity) => writeEntity(baseUrl, entity))}
    </md:EntitiesDescriptor>`.text
}

function writeEntity(baseUrl: string, { slug, certificates }: DemoEntity) {
  const entityId = entityOf(baseUrl, slug)
  const { name, binding } = DEMO_PROVIDERS.find((one) => one.slug === slug) ?? DEMO_PROVIDERS[0]
  const uri = binding === 'post' ? POST_BINDING : REDIRECT_BINDING
  return xml`<md:EntityDescriptor entityID="${entityId}">
    <md:IDPSSODescriptor protocolSupportEnumeration="${SAMLP}" WantAuthnRequestsSigned="true">
    ${certificates.map(
      (certificate) => xml`<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data>
      <ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
    )}
    <md:SingleLogoutService Binding="${POST_BINDING}" Location="${entityId}/slo"/>
    <md:NameIDFormat>${TRANSIENT_FORMAT}</md:NameIDFormat>
    <md:SingleSignOnService Binding="${uri}" Location="${entityId}/sso"/>
    </md:IDPSSODescriptor>
    <md:Organization>
    <md:OrganizationName xml:lang="it">${name}</md:OrganizationName>
    <md:OrganizationDisplayName xml:lang="it">${name}</md:OrganizationDisplayName>
    <md:OrganizationURL xml:lang="it">${baseUrl}</md:OrganizationURL>
    </md:Organization></md:EntityDescriptor>`
}
