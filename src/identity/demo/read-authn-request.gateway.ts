import { parseInstant, type Instant } from '../../kernel/instant.js'
import { readRedirect } from '../spid/redirect-binding.gateway.js'
import { SAML, SAMLP } from '../spid/saml-names.js'
import { verifySigned } from '../spid/signature.gateway.js'
import { attributeOf, type Element, onlyChild, readXml, textOf } from '../spid/strict-xml.gateway.js'

export interface AskedOfProvider {
  requestId: string
  requestedAt: Instant
  issuer: string
}

/** Reads a request as a provider does: signed by one of these certificates, and meant for this address. */
export function readPostedRequest(
  field: string,
  certificates: readonly string[],
  destination: string,
): AskedOfProvider | undefined {
  const read = readXml(Buffer.from(field, 'base64'))
  const root = read?.document.documentElement
  if (!read || !root) return undefined
  const verified = verifySigned(read, root, certificates)
  return verified.kind === 'verified' ? askedBy(verified.root, destination) : undefined
}

export function readRedirectedRequest(
  query: string,
  certificates: readonly string[],
  destination: string,
): AskedOfProvider | undefined {
  const bytes = readRedirect(query, 'SAMLRequest', certificates)
  const root = bytes && readXml(bytes)?.document.documentElement
  return root ? askedBy(root, destination) : undefined
}

function askedBy(root: Element, destination: string): AskedOfProvider | undefined {
  const requestId = attributeOf(root, 'ID')
  const requestedAt = parseInstant(attributeOf(root, 'IssueInstant') ?? '')
  const issuer = textOf(onlyChild(root, SAML, 'Issuer'))
  const isRequest = root.namespaceURI === SAMLP && root.localName === 'AuthnRequest'
  if (!isRequest || attributeOf(root, 'Destination') !== destination) return undefined
  return requestId && requestedAt && issuer ? { requestId, requestedAt, issuer } : undefined
}
