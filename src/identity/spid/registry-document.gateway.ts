import { type IdentityProvider } from './identity-provider.js'
import { DSIG, METADATA, POST_BINDING, REDIRECT_BINDING } from './saml-names.js'
import { verifySigned } from './signature.gateway.js'
import {
  allOf,
  attributeOf,
  childrenOf,
  type Document,
  type Element,
  onlyChild,
  readXml,
  textOf,
} from './strict-xml.gateway.js'

/** The federation's list has some twenty entries of some ten thousand bytes. */
export const LARGEST_REGISTRY = 4 * 1024 * 1024

export type RegistryReading =
  | { kind: 'read'; providers: IdentityProvider[]; validUntil: string | undefined }
  | { kind: 'refused'; why: 'notXml' | 'unsigned' | 'wrong' | 'empty' }

/**
 * Reads a list of identity providers (saml-metadata §2.3), one entity or many, as signed by one of these certificates.
 * Without any certificate the list is believed as it is: outside production only.
 */
export function readRegistry(
  bytes: Buffer,
  certificates: readonly string[],
  kind: IdentityProvider['kind'],
): RegistryReading {
  // A registry is written by programs that like comments: they are taken out, as canonical XML does (§2.1), before all.
  const read = readXml(withoutComments(bytes), LARGEST_REGISTRY)
  const root = read?.document.documentElement
  if (!read || !root) return { kind: 'refused', why: 'notXml' }
  const believed = believedRoot(read, root, certificates)
  if (typeof believed === 'string') return { kind: 'refused', why: believed }
  const entities = believed.localName === 'EntityDescriptor' ? [believed] : entitiesIn(believed)
  const providers = entities.flatMap((entity) => providerOf(entity, kind) ?? [])
  if (providers.length === 0) return { kind: 'refused', why: 'empty' }
  return { kind: 'read', providers, validUntil: attributeOf(believed, 'validUntil') }
}

function withoutComments(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replace(/<!--[\s\S]*?-->/g, ''),
  )
}

function believedRoot(
  read: { document: Document; text: string },
  root: Element,
  certificates: readonly string[],
): Element | 'unsigned' | 'wrong' {
  if (certificates.length === 0) return root
  const verified = verifySigned(read, root, certificates, LARGEST_REGISTRY)
  return verified.kind === 'verified' ? verified.root : verified.kind
}

function entitiesIn(root: Element): Element[] {
  const document = root.ownerDocument
  return document ? allOf(document, METADATA, 'EntityDescriptor') : []
}

function providerOf(entity: Element, kind: IdentityProvider['kind']): IdentityProvider | undefined {
  const entityId = attributeOf(entity, 'entityID')
  const descriptor = childrenOf(entity, METADATA, 'IDPSSODescriptor')[0]
  if (entityId === undefined || !descriptor) return undefined
  const certificates = childrenOf(descriptor, METADATA, 'KeyDescriptor')
    .filter((key) => attributeOf(key, 'use') !== 'encryption')
    .flatMap((key) => [...key.getElementsByTagNameNS(DSIG, 'X509Certificate')])
    .flatMap((certificate) => pemOf(textOf(certificate) ?? '') ?? [])
  const singleSignOn = locationsOf(descriptor, 'SingleSignOnService')
  if (certificates.length === 0 || (singleSignOn.post ?? singleSignOn.redirect) === undefined)
    return undefined
  const singleLogout = locationsOf(descriptor, 'SingleLogoutService')
  return { entityId, name: nameOf(entity) ?? entityId, kind, singleSignOn, singleLogout, certificates }
}

function nameOf(entity: Element): string | undefined {
  const organisation = childrenOf(entity, METADATA, 'Organization')[0]
  const names = organisation ? childrenOf(organisation, METADATA, 'OrganizationDisplayName') : []
  const italian = names.find((name) => name.getAttribute('xml:lang') === 'it') ?? names[0]
  return textOf(italian) || textOf(onlyChild(organisation, METADATA, 'OrganizationName')) || undefined
}

function locationsOf(descriptor: Element, name: string): { post?: string; redirect?: string } {
  const locations: { post?: string; redirect?: string } = {}
  for (const service of childrenOf(descriptor, METADATA, name)) {
    const [binding, location] = [attributeOf(service, 'Binding'), attributeOf(service, 'Location')]
    // A scheme of another kind would be followed by a browser (`javascript:`).
    if (location === undefined || !/^https?:\/\//.test(location)) continue
    if (binding === POST_BINDING) locations.post ??= location
    if (binding === REDIRECT_BINDING) locations.redirect ??= location
  }
  return locations
}

/** A certificate as it stands in metadata, in PEM. */
export function pemOf(base64: string): string | undefined {
  const packed = base64.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]{100,}={0,2}$/.test(packed)) return undefined
  return `-----BEGIN CERTIFICATE-----\n${packed.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}
