import { X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import { type Instant } from '../../kernel/instant.js'
import { type Card } from './card.js'

const NAME = { commonName: '2.5.4.3', surname: '2.5.4.4', givenName: '2.5.4.42' }
const EXTENSION = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  crlPoints: '2.5.29.31',
  policies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
  authorityAccess: '1.3.6.1.5.5.7.1.1',
}
/** Those that are understood here; another that is critical must not be passed over (RFC 5280 §4.2). */
const UNDERSTOOD = new Set(Object.values(EXTENSION))
const OCSP = '1.3.6.1.5.5.7.48.1'
const LARGEST = 16 * 1024
/** The person waits while they are asked, one after the other. */
const MOST_ADDRESSES = 2

/** Reads a certificate; nothing where the bytes are none, or demand what we do not understand. */
export function readCard(der: Uint8Array): Card | undefined {
  if (der.length > LARGEST) return undefined
  try {
    const certificate = pkijs.Certificate.fromBER(Uint8Array.from(der))
    const extensions = certificate.extensions ?? []
    if (extensions.some(({ critical, extnID }) => critical && !UNDERSTOOD.has(extnID))) return undefined
    const ids = extensions.map(({ extnID }) => extnID)
    // RFC 5280 §4.2: never twice, or two readers might believe two things.
    if (new Set(ids).size !== ids.length) return undefined
    const { validFrom, validTo, serialNumber } = new X509Certificate(der)
    return {
      der,
      serial: serialNumber,
      ...namesOf(certificate),
      from: Date.parse(validFrom) as Instant,
      until: Date.parse(validTo) as Instant,
      ...usesOf(extensions),
      ...addressesOf(extensions),
    }
  } catch {
    return undefined
  }
}

function namesOf({ subject }: pkijs.Certificate): Pick<Card, 'commonName' | 'givenName' | 'surname'> {
  const named = (oid: string): string | undefined => {
    const found = subject.typesAndValues.filter(({ type }) => type === oid)
    return found.length === 1 ? String((found[0]?.value.valueBlock as { value: unknown }).value) : undefined
  }
  return {
    commonName: named(NAME.commonName) ?? '',
    givenName: named(NAME.givenName),
    surname: named(NAME.surname),
  }
}

function usesOf(
  extensions: pkijs.Extension[],
): Pick<Card, 'isAuthority' | 'signs' | 'extendedKeyUsages' | 'policies'> {
  const keyUsage = valueOf(extensions, EXTENSION.keyUsage) as
    { valueBlock?: { valueHexView: Uint8Array } } | undefined
  const constraints = valueOf(extensions, EXTENSION.basicConstraints) as pkijs.BasicConstraints | undefined
  const uses = valueOf(extensions, EXTENSION.extendedKeyUsage) as pkijs.ExtKeyUsage | undefined
  const policies = valueOf(extensions, EXTENSION.policies) as pkijs.CertificatePolicies | undefined
  return {
    // As it says of itself: OpenSSL calls one that lacks the key usage no authority.
    isAuthority: constraints?.cA ?? false,
    // digitalSignature, the first bit: what the handshake is signed with (RFC 8446 §4.4.2.4).
    signs: keyUsage && ((keyUsage.valueBlock?.valueHexView[0] ?? 0) & 0x80) !== 0,
    extendedKeyUsages: uses?.keyPurposes ?? [],
    policies: policies?.certificatePolicies.map(({ policyIdentifier }) => policyIdentifier) ?? [],
  }
}

function addressesOf(extensions: pkijs.Extension[]): Pick<Card, 'ocspUrls' | 'crlUrls'> {
  const access = valueOf(extensions, EXTENSION.authorityAccess) as pkijs.InfoAccess | undefined
  const points = valueOf(extensions, EXTENSION.crlPoints) as pkijs.CRLDistributionPoints | undefined
  const names = (points?.distributionPoints ?? []).flatMap(({ distributionPoint }) =>
    Array.isArray(distributionPoint) ? distributionPoint : [],
  )
  const asked = (access?.accessDescriptions ?? []).filter(({ accessMethod }) => accessMethod === OCSP)
  return { ocspUrls: webUrls(asked.map(({ accessLocation }) => accessLocation)), crlUrls: webUrls(names) }
}

/** Addresses in a certificate are often LDAP too: those are passed over. */
function webUrls(names: pkijs.GeneralName[]): string[] {
  return names
    .filter(({ type }) => type === 6)
    .map(({ value }) => String(value))
    .filter((url) => /^https?:\/\//i.test(url))
    .slice(0, MOST_ADDRESSES)
}

function valueOf(extensions: pkijs.Extension[], oid: string): unknown {
  return extensions.find(({ extnID }) => extnID === oid)?.parsedValue
}
