import { type SpidResponse } from './judge-response.js'
import { type AssertionFacts, type Confirmation, type Named, type ResponseFacts } from './response-facts.js'
import { SAML, SAMLP } from './saml-names.js'
import { checkSigned, signaturesStandIn, verifySigned } from './signature.gateway.js'
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

/** Reads the form field of an answer (saml-bindings §3.5.4): base64 of a Response. */
export function readResponse(field: string): SpidResponse | undefined {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(field)) return undefined
  const read = readXml(bytesOf(field))
  const root = read?.document.documentElement
  if (!read || !root || root.namespaceURI !== SAMLP || root.localName !== 'Response') return undefined
  return {
    facts: responseFacts(root),
    assertionSignedBy: (certificates) => signedAssertion(read, root, certificates),
    text: read.text,
  }
}

/** Whether these words stand anywhere in it: one pass over its bytes, before anything reads them. */
export function isNamedIn(field: string, words: string): boolean {
  return bytesOf(field).includes(words)
}

function bytesOf(field: string): Buffer {
  return Buffer.from(field, 'base64')
}

function responseFacts(root: Element): ResponseFacts {
  const status = onlyChild(root, SAMLP, 'Status')
  const message = onlyChild(status, SAMLP, 'StatusMessage')
  return {
    id: attributeOf(root, 'ID'),
    version: attributeOf(root, 'Version'),
    issueInstant: attributeOf(root, 'IssueInstant'),
    inResponseTo: attributeOf(root, 'InResponseTo'),
    destination: attributeOf(root, 'Destination'),
    issuer: namedOf(onlyChild(root, SAML, 'Issuer')),
    status: status && {
      code: attributeOf(onlyChild(status, SAMLP, 'StatusCode'), 'Value'),
      message: textOf(message),
    },
  }
}

/** The one assertion, child of the one Response; signed itself, and where the Response is signed, that too (T36). */
function signedAssertion(
  read: { document: Document; text: string },
  root: Element,
  certificates: readonly string[],
): AssertionFacts | string {
  const { document } = read
  if (allOf(document, SAML, 'Assertion').length !== 1 || allOf(document, SAMLP, 'Response').length !== 1)
    return allOf(document, SAML, 'Assertion').length === 0 ? 'assertion.missing' : 'assertion.several'
  const assertion = onlyChild(root, SAML, 'Assertion')
  if (!assertion) return 'assertion.misplaced'
  if (allOf(document, SAML, 'EncryptedAssertion').length > 0) return 'assertion.encrypted'
  if (!attributeOf(assertion, 'ID')) return 'assertion.id'
  if (!signaturesStandIn(document, [root, assertion])) return 'signature.misplaced'
  if (checkSigned(read, root, certificates).kind === 'wrong') return 'response.signature'
  const verified = verifySigned(read, assertion, certificates)
  if (verified.kind !== 'verified') return `assertion.${verified.kind}`
  const { root: signed } = verified
  if (signed.namespaceURI !== SAML || signed.localName !== 'Assertion') return 'assertion.wrong'
  return assertionFacts(signed)
}

function assertionFacts(assertion: Element): AssertionFacts {
  const subject = onlyChild(assertion, SAML, 'Subject')
  const conditions = onlyChild(assertion, SAML, 'Conditions')
  const attributes = childrenOf(assertion, SAML, 'AttributeStatement')
  return {
    id: attributeOf(assertion, 'ID'),
    version: attributeOf(assertion, 'Version'),
    issueInstant: attributeOf(assertion, 'IssueInstant'),
    issuer: namedOf(onlyChild(assertion, SAML, 'Issuer')),
    nameId: namedOf(onlyChild(subject, SAML, 'NameID')),
    confirmations: subject ? childrenOf(subject, SAML, 'SubjectConfirmation').map(confirmationOf) : [],
    conditions: conditions && {
      notBefore: attributeOf(conditions, 'NotBefore'),
      notOnOrAfter: attributeOf(conditions, 'NotOnOrAfter'),
      audiences: childrenOf(conditions, SAML, 'AudienceRestriction').map((restriction) =>
        childrenOf(restriction, SAML, 'Audience').map((audience) => textOf(audience) ?? ''),
      ),
    },
    statements: childrenOf(assertion, SAML, 'AuthnStatement').map((statement) =>
      textOf(onlyChild(onlyChild(statement, SAML, 'AuthnContext'), SAML, 'AuthnContextClassRef')),
    ),
    attributes:
      attributes.length === 0
        ? undefined
        : attributes.flatMap((statement) =>
            childrenOf(statement, SAML, 'Attribute').map((attribute) => ({
              name: attributeOf(attribute, 'Name'),
              values: childrenOf(attribute, SAML, 'AttributeValue').map((value) => textOf(value) ?? ''),
            })),
          ),
  }
}

function confirmationOf(element: Element): Confirmation {
  const data = onlyChild(element, SAML, 'SubjectConfirmationData')
  return {
    method: attributeOf(element, 'Method'),
    data: data && {
      recipient: attributeOf(data, 'Recipient'),
      inResponseTo: attributeOf(data, 'InResponseTo'),
      notOnOrAfter: attributeOf(data, 'NotOnOrAfter'),
    },
  }
}

function namedOf(element: Element | undefined): Named | undefined {
  return (
    element && {
      value: textOf(element) ?? '',
      format: attributeOf(element, 'Format'),
      nameQualifier: attributeOf(element, 'NameQualifier'),
    }
  )
}
