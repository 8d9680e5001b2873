import { createRequire } from 'node:module'

/**
 * The XML libraries, by the little of them that we use. Their own type declarations bring in all of a browser's globals
 * (`/// <reference lib="dom" />`), which would then compile, and fail, in every file of ours.
 */
const load = createRequire(import.meta.url)

export interface XmlNode {
  nodeType: number
  parentNode: XmlNode | null
  firstChild: XmlNode | null
  nextSibling: XmlNode | null
  textContent: string | null
  ownerDocument: Document | null
  appendChild: (child: XmlNode) => XmlNode
  insertBefore: (child: XmlNode, before: XmlNode | null) => XmlNode
  replaceChild: (child: XmlNode, old: XmlNode) => XmlNode
  removeChild: (child: XmlNode) => XmlNode
  cloneNode: (deep: boolean) => XmlNode
}

export interface Element extends XmlNode {
  namespaceURI: string | null
  localName: string | null
  attributes: Iterable<{ name: string }>
  getAttribute: (name: string) => string | null
  setAttribute: (name: string, value: string) => void
  removeAttribute: (name: string) => void
  getElementsByTagNameNS: (namespace: string, name: string) => Iterable<Element>
}

export interface Document extends XmlNode {
  documentElement: Element | null
  createElementNS: (namespace: string, name: string) => Element
  getElementsByTagName: (name: string) => Iterable<Element>
  getElementsByTagNameNS: (namespace: string, name: string) => Iterable<Element>
}

interface Xmldom {
  DOMParser: new (options?: { onError?: (level: string, message: string) => void }) => {
    parseFromString: (text: string, type: string) => Document
  }
  XMLSerializer: new () => { serializeToString: (node: XmlNode) => string }
}

interface XmlCrypto {
  SignedXml: new (options: {
    privateKey: string
    publicCert: string
    signatureAlgorithm: string
    canonicalizationAlgorithm: string
  }) => {
    addReference: (reference: { xpath: string; transforms: string[]; digestAlgorithm: string }) => void
    computeSignature: (
      text: string,
      options: { prefix: string; location: { reference: string; action: 'after' | 'prepend' } },
    ) => void
    getSignedXml: () => string
  }
}

interface NodeSamlXml {
  /** The bytes that the signature directly in this element covers, if one of the certificates made it. */
  getVerifiedXml: (text: string, element: Element, certificates: string[]) => string | null
}

interface Xpath {
  useNamespaces: (prefixes: Record<string, string>) => (path: string, node: XmlNode) => unknown
}

export const { DOMParser, XMLSerializer } = load('@xmldom/xmldom') as Xmldom
export const { SignedXml } = load('xml-crypto') as XmlCrypto
export const { getVerifiedXml } = load('@node-saml/node-saml/lib/xml.js') as NodeSamlXml
export const xpath = load('xpath') as Xpath
