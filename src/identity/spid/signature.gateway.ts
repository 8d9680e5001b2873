import { DSIG, SAML } from './saml-names.js'
import {
  allOf,
  attributeOf,
  childrenOf,
  type Document,
  type Element,
  onlyChild,
  readXml,
} from './strict-xml.gateway.js'
import { type SpidKeys } from './spid-settings.js'
import { getVerifiedXml, SignedXml } from './xml-library.gateway.js'

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = `${DSIG}enveloped-signature`
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const DIGESTS = [SHA256, `${MORE}sha384`, 'http://www.w3.org/2001/04/xmlenc#sha512']
const ALGORITHMS = [`${MORE}rsa-sha256`, `${MORE}rsa-sha384`, `${MORE}rsa-sha512`]

/** Signs the root of a message, right after the element that names its issuer, or as the first of all. */
export function signXml(
  text: string,
  { privateKey, certificates }: SpidKeys,
  { afterIssuer }: { afterIssuer: boolean },
): string {
  return signElement(text, { privateKey, certificate: certificates[0] ?? '', path: '/*', afterIssuer })
}

/** Signs one element of a message, named by its path. */
export function signElement(
  text: string,
  signing: { privateKey: string; certificate: string; path: string; afterIssuer: boolean },
): string {
  const { path, afterIssuer } = signing
  const signature = new SignedXml({
    privateKey: signing.privateKey,
    publicCert: signing.certificate,
    signatureAlgorithm: `${MORE}rsa-sha256`,
    canonicalizationAlgorithm: EXCLUSIVE,
  })
  signature.addReference({ xpath: path, transforms: [ENVELOPED, EXCLUSIVE], digestAlgorithm: SHA256 })
  const issuer = `${path}/*[local-name(.)='Issuer' and namespace-uri(.)='${SAML}']`
  const location = afterIssuer
    ? ({ reference: issuer, action: 'after' } as const)
    : ({ reference: path, action: 'prepend' } as const)
  signature.computeSignature(text, { prefix: 'ds', location })
  return signature.getSignedXml()
}

export type Verified =
  /** Whole and by one of these certificates: read nothing but this. */
  { kind: 'verified'; root: Element } | { kind: 'unsigned' } | { kind: 'wrong' }

/**
 * Checks the signature of an element against pinned certificates, and gives back the very bytes that were signed, parsed
 * anew: whatever else the message holds cannot be taken for them (signature wrapping: T36). What the message says about
 * keys (`KeyInfo`) is not looked at.
 */
export function verifySigned(
  read: { document: Document; text: string },
  element: Element,
  certificates: readonly string[],
  largest?: number,
): Verified {
  const checked = checkSigned(read, element, certificates)
  if (checked.kind !== 'signed') return checked
  const root = readXml(Buffer.from(checked.bytes), largest)?.document.documentElement
  return root ? { kind: 'verified', root } : { kind: 'wrong' }
}

/** The same without reading what was signed: for an envelope of which nothing is believed. */
export function checkSigned(
  { document, text }: { document: Document; text: string },
  element: Element,
  certificates: readonly string[],
): { kind: 'signed'; bytes: string } | { kind: 'unsigned' } | { kind: 'wrong' } {
  const signatures = childrenOf(element, DSIG, 'Signature')
  if (signatures.length === 0) return { kind: 'unsigned' }
  const [signature] = signatures
  if (!signature || signatures.length > 1 || !isOfOurKind(signature, element)) return { kind: 'wrong' }
  if (!hasOneId(document, attributeOf(element, 'ID') ?? '')) return { kind: 'wrong' }
  const bytes = signedBytes(text, element, certificates)
  return bytes === undefined ? { kind: 'wrong' } : { kind: 'signed', bytes }
}

function signedBytes(text: string, element: Element, certificates: readonly string[]): string | undefined {
  try {
    return getVerifiedXml(text, element, [...certificates]) ?? undefined
  } catch {
    return undefined
  }
}

/** One reference, to the element around it; the two transforms of the SAML profile (saml-core §5.4), nothing beside them. */
function isOfOurKind(signature: Element, around: Element): boolean {
  if (childrenOf(signature, DSIG, 'Object').length > 0) return false
  const info = onlyChild(signature, DSIG, 'SignedInfo')
  const method = attributeOf(info && onlyChild(info, DSIG, 'SignatureMethod'), 'Algorithm')
  const canonical = attributeOf(info && onlyChild(info, DSIG, 'CanonicalizationMethod'), 'Algorithm')
  const reference = info && onlyChild(info, DSIG, 'Reference')
  const transforms = reference && onlyChild(reference, DSIG, 'Transforms')
  if (!reference || !transforms || !ALGORITHMS.includes(method ?? '') || canonical !== EXCLUSIVE) return false
  const named = childrenOf(transforms).map((transform) => attributeOf(transform, 'Algorithm') ?? '')
  const digest = attributeOf(onlyChild(reference, DSIG, 'DigestMethod'), 'Algorithm')
  const id = attributeOf(around, 'ID')
  return (
    id !== undefined &&
    id !== '' &&
    attributeOf(reference, 'URI') === `#${id}` &&
    named.length === 2 &&
    named[0] === ENVELOPED &&
    named[1] === EXCLUSIVE &&
    DIGESTS.includes(digest ?? '')
  )
}

/** An identifier that two elements share names neither. */
function hasOneId(document: Document, id: string): boolean {
  let found = 0
  for (const element of document.getElementsByTagName('*'))
    for (const name of ['ID', 'Id', 'id']) if (element.getAttribute(name) === id) found += 1
  return found === 1
}

/** Every signature of a message stands directly in one of these elements. */
export function signaturesStandIn(document: Document, elements: readonly Element[]): boolean {
  return allOf(document, DSIG, 'Signature').every((signature) =>
    elements.some((element) => signature.parentNode === element),
  )
}
