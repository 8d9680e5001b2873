import { type IdentityProvider } from './identity-provider.js'
import { readRedirect, inflated } from './redirect-binding.gateway.js'
import { SAML, SAMLP } from './saml-names.js'
import { verifySigned } from './signature.gateway.js'
import { attributeOf, type Element, onlyChild, readXml, textOf } from './strict-xml.gateway.js'

export interface LogoutMessage {
  kind: 'LogoutRequest' | 'LogoutResponse'
  id: string
  issueInstant: string
  destination: string | undefined
  provider: IdentityProvider
  text: string
}

/** A message of logout that came by a form, as its provider signed it. */
export function readPostedLogout(field: string, providers: IdentityProvider[]): LogoutMessage | undefined {
  const read = readXml(Buffer.from(field, 'base64'))
  const root = read?.document.documentElement
  const provider = root && issuerOf(root, providers)
  if (!read || !root || !provider) return undefined
  const verified = verifySigned(read, root, provider.certificates)
  return verified.kind === 'verified' ? messageOf(verified.root, provider, read.text) : undefined
}

/** The same by an address: the signature is beside it. */
export function readRedirectedLogout(
  query: string,
  name: 'SAMLRequest' | 'SAMLResponse',
  providers: IdentityProvider[],
): LogoutMessage | undefined {
  const claimed = inflated(new URLSearchParams(query).get(name) ?? '')
  const root = claimed && readXml(claimed)?.document.documentElement
  const provider = root ? issuerOf(root, providers) : undefined
  const bytes = provider && readRedirect(query, name, provider.certificates)
  const signed = bytes && readXml(bytes)
  const signedRoot = signed?.document.documentElement
  return signed && signedRoot ? messageOf(signedRoot, provider, signed.text) : undefined
}

function issuerOf(root: Element, providers: IdentityProvider[]): IdentityProvider | undefined {
  const issuer = textOf(onlyChild(root, SAML, 'Issuer'))
  return providers.find(({ entityId }) => entityId === issuer)
}

function messageOf(root: Element, provider: IdentityProvider, text: string): LogoutMessage | undefined {
  const kind = (['LogoutRequest', 'LogoutResponse'] as const).find((name) => name === root.localName)
  const [id, issueInstant] = [attributeOf(root, 'ID'), attributeOf(root, 'IssueInstant')]
  if (root.namespaceURI !== SAMLP || !kind || !id || !issueInstant) return undefined
  return { kind, id, issueInstant, destination: attributeOf(root, 'Destination'), provider, text }
}
