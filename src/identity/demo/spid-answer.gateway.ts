import { formatInstant, type Instant, later } from '../../kernel/instant.js'
import { DSIG, SAML, SAMLP } from '../spid/saml-names.js'
import { signElement } from '../spid/signature.gateway.js'
import { type SpidKeys } from '../spid/spid-settings.js'
import { type Document, DOMParser, type Element, xpath, XMLSerializer } from '../spid/xml-library.gateway.js'
import { type Change, type Moment, type Signer, type SpidCase } from './spid-case.js'
import { forge } from './spid-forgery.gateway.js'

export interface Answering {
  /** The sound answer. */
  text: string
  now: Instant
  requestedAt: Instant
  provider: SpidKeys
  stranger: SpidKeys
}

/** Makes of a sound answer the one of a case, signed as it says. */
export function answerOf(
  { changes, late = [], assertion, response, forgery }: SpidCase,
  answering: Answering,
): string {
  let text = changed(answering.text, changes, answering)
  if (text.includes('<saml:Assertion '))
    text = signedBy(text, '/p:Response/a:Assertion', assertion, answering)
  text = signedBy(text, '/p:Response', response, answering)
  text = changed(text, late, answering)
  return forgery === undefined ? text : forge(text, forgery)
}

function signedBy(text: string, path: string, signer: Signer, { provider, stranger }: Answering): string {
  if (signer === undefined) return text
  const { privateKey } = signer === 'provider' ? provider : stranger
  const certificate = (signer === 'strangerWithCertificate' ? stranger : provider).certificates[0] ?? ''
  const afterIssuer = text.includes('<saml:Issuer')
  return signElement(text, {
    privateKey,
    certificate,
    path: plainPath(path),
    afterIssuer: afterIssuer && hasIssuer(text, path),
  })
}

function hasIssuer(text: string, path: string): boolean {
  return nodesAt(parsed(text), `${path}/a:Issuer`).length === 1
}

/** The same path for a library that knows no prefixes. */
function plainPath(path: string): string {
  return path
    .replace(/p:(\w+)/g, `*[local-name(.)='$1' and namespace-uri(.)='${SAMLP}']`)
    .replace(/a:(\w+)/g, `*[local-name(.)='$1' and namespace-uri(.)='${SAML}']`)
}

function changed(text: string, changes: Change[], answering: Answering): string {
  if (changes.length === 0) return text
  const document = parsed(text)
  for (const change of changes) applyTo(document, change, answering)
  return new XMLSerializer().serializeToString(document)
}

function applyTo(document: Document, change: Change, answering: Answering): void {
  switch (change.do) {
    case 'set':
      for (const node of nodesAt(document, change.at)) write(node, valueOf(change.to, answering))
      return
    case 'remove':
      for (const node of nodesAt(document, change.at)) takeAway(node)
      return
    case 'empty':
      for (const node of nodesAt(document, change.at)) clear(node as Element, change.bare ?? false)
      return
    case 'addAttribute':
      addAttribute(document, change)
      return
    case 'anomaly':
      refuse(document, change.code)
  }
}

interface Attribute {
  nodeType: 2
  name: string
  ownerElement: Element | null
}
type Found = Element | Attribute

function isAttribute(node: Found): node is Attribute {
  return node.nodeType === 2
}

function nodesAt(document: Document, path: string): Found[] {
  const select = xpath.useNamespaces({ p: SAMLP, a: SAML, ds: DSIG })
  return select(path, document) as Found[]
}

function write(node: Found, value: string): void {
  if (isAttribute(node)) node.ownerElement?.setAttribute(node.name, value)
  else node.textContent = value
}

function takeAway(node: Found): void {
  if (isAttribute(node)) node.ownerElement?.removeAttribute(node.name)
  else node.parentNode?.removeChild(node)
}

function clear(element: Element, bare: boolean): void {
  while (element.firstChild) element.removeChild(element.firstChild)
  if (bare) for (const { name } of [...element.attributes]) element.removeAttribute(name)
}

function addAttribute(document: Document, { name, value }: { name: string; value: string }): void {
  const [first] = nodesAt(document, '//a:AttributeStatement/a:Attribute[1]')
  const more = (first as Element).cloneNode(true) as Element
  more.setAttribute('Name', name)
  if (more.firstChild) more.firstChild.textContent = value
  ;(first as Element).parentNode?.appendChild(more)
}

/** A status that says no, with its number, and nothing about anybody. */
function refuse(document: Document, code: number): void {
  for (const node of nodesAt(document, '//a:Assertion')) takeAway(node)
  const [status] = nodesAt(document, '//p:Status') as [Element]
  const [top] = nodesAt(document, '//p:StatusCode') as [Element]
  top.setAttribute('Value', 'urn:oasis:names:tc:SAML:2.0:status:Responder')
  const below = document.createElementNS(SAMLP, 'samlp:StatusCode')
  below.setAttribute('Value', 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed')
  top.appendChild(below)
  const message = document.createElementNS(SAMLP, 'samlp:StatusMessage')
  message.textContent = `ErrorCode nr${String(code).padStart(2, '0')}`
  status.appendChild(message)
}

function valueOf(value: string | Moment, { now, requestedAt }: Answering): string {
  if (typeof value === 'string') return value
  const instant =
    'sinceRequest' in value ? later(requestedAt, value.sinceRequest) : later(now, value.sinceNow)
  return formatInstant(instant)
}

function parsed(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/xml')
}
