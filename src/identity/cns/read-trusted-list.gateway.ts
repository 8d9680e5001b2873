import { X509Certificate } from 'node:crypto'
import { DOMParser, type Document, type Element } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import { type Instant, parseInstant } from '../../kernel/instant.js'
import { type ListReading, type TrustedList } from './trusted-list.js'

const TSL = 'http://uri.etsi.org/02231/v2#'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
/** Identity verification: the type under which the Italian list has the authorities of CNS and CIE. */
const IDENTITY = 'http://uri.etsi.org/TrstSvc/Svctype/IdV'
/**
 * In force. Services that are not qualified ones are "recognised at national level" (TS 119 612 §5.5.4, annex D.5), and
 * identity verification is such a one; "granted" is the same of a qualified one.
 */
const IN_FORCE = ['granted', 'recognisedatnationallevel'].map(
  (word) => `http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/${word}`,
)
const TRANSFORMS = [
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
]

/**
 * Reads a trusted list whose signature one of the pinned certificates made (TS 119 612 §5.7: enveloped, over the whole).
 * Only the bytes that were signed are read; the certificate inside the list is not believed.
 */
export function readTrustedList(xml: string, signers: string[]): ListReading {
  // No list has a document type, and a parser that meets none can be led nowhere (XXE, entity bombs).
  if (/<!DOCTYPE/i.test(xml)) return { kind: 'refused', fault: 'unreadable' }
  try {
    const signature = signatureOf(parse(xml))
    if (!signature) return { kind: 'refused', fault: 'notSigned' }
    const signed = signers
      .map((signer) => signedBytes(xml, signature, signer))
      .find((text) => text !== undefined)
    if (signed === undefined) return { kind: 'refused', fault: 'wrongSigner' }
    const list = listIn(parse(signed))
    return list ? { kind: 'read', list } : { kind: 'refused', fault: 'unreadable' }
  } catch {
    return { kind: 'refused', fault: 'unreadable' }
  }
}

function parse(xml: string): Document {
  const parser = new DOMParser({
    onError: () => {
      throw new SyntaxError('not well-formed')
    },
  })
  return parser.parseFromString(xml, 'text/xml')
}

/** The one signature that is a child of the root. */
function signatureOf(document: Document): Element | undefined {
  const root = document.documentElement
  const found = root ? childrenOf(root, DSIG, 'Signature') : []
  return found.length === 1 ? found[0] : undefined
}

function signedBytes(xml: string, signature: Element, publicCert: string): string | undefined {
  const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null })
  try {
    // The library's types name another version of the same parser.
    verifier.loadSignature(signature)
    const whole = verifier.getReferences().filter(({ uri }) => uri === '')
    if (whole.length !== 1) return undefined
    const transforms = whole[0]?.transforms ?? []
    if (!transforms.every((transform) => TRANSFORMS.includes(transform))) return undefined
    if (!verifier.checkSignature(xml)) return undefined
    // Of all that was signed (its own properties too, XAdES), the list alone.
    return verifier.getSignedReferences().find((text) => isList(text))
  } catch {
    return undefined
  }
}

function isList(text: string): boolean {
  const root = parse(text).documentElement
  return root?.namespaceURI === TSL && root.localName === 'TrustServiceStatusList'
}

function listIn(document: Document): TrustedList | undefined {
  const root = document.documentElement
  const scheme = root && childrenOf(root, TSL, 'SchemeInformation')[0]
  if (!root || !scheme) return undefined
  const sequence = Number(textOf(scheme, 'TSLSequenceNumber'))
  const issuedAt = parseInstant(textOf(scheme, 'ListIssueDateTime'))
  const [next] = childrenOf(scheme, TSL, 'NextUpdate')
  const nextUpdate = next && parseInstant(textOf(next, 'dateTime'))
  if (!Number.isSafeInteger(sequence) || issuedAt === undefined || nextUpdate === undefined) return undefined
  return { sequence, issuedAt, nextUpdate, authorities: authoritiesIn(root, issuedAt) }
}

function authoritiesIn(root: Element, issuedAt: Instant): string[] {
  const services = [...root.getElementsByTagNameNS(TSL, 'ServiceInformation')]
  const certificates = services
    .filter(
      (service) =>
        textOf(service, 'ServiceTypeIdentifier') === IDENTITY &&
        IN_FORCE.includes(textOf(service, 'ServiceStatus')) &&
        (parseInstant(textOf(service, 'StatusStartingTime')) ?? Infinity) <= issuedAt,
    )
    .flatMap((service) => childrenOf(service, TSL, 'ServiceDigitalIdentity'))
    .flatMap((identity) => [...identity.getElementsByTagNameNS(TSL, 'X509Certificate')])
    .map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ''))
  return [...new Set(certificates)].filter(isAuthority)
}

function isAuthority(base64: string): boolean {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).ca
  } catch {
    return false
  }
}

function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element =>
      node.nodeType === 1 && node.namespaceURI === namespace && node.localName === name,
  )
}

function textOf(parent: Element, name: string): string {
  return (childrenOf(parent, TSL, name)[0]?.textContent ?? '').trim()
}
