import { createHash, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Instant } from '../kernel/instant.js'
import { type Certificate } from './certificate.js'

/** Object identifiers of RFC 5652, RFC 5035, RFC 5754, RFC 5758 and RFC 3161. */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const

/** All that a seal is made of: the same parts always give the same bytes. */
export interface SealParts {
  /** SHA-256 of what is signed. */
  digest: Uint8Array
  certificate: Certificate
  chain: readonly Certificate[]
  /** `ECDSA-Sig-Value`, over {@link signedAttributes}. */
  signature: Uint8Array
  /** A time-stamp token over the signature (ETSI EN 319 122-1 §5.3). */
  timestamp?: Uint8Array | undefined
}

export function sha256(parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * What the key signs: content type, digest and the certificate's own digest, and nothing else. The time is not among
 * them: baseline signatures have it in the signature dictionary (ETSI EN 319 142-1 §6.3). In the order of DER.
 */
export function signedAttributes({
  digest,
  certificate,
}: Pick<SealParts, 'digest' | 'certificate'>): Uint8Array {
  const value = attributesOf(digest, certificate).map((attribute) => attribute.toSchema())
  return new Uint8Array(new asn1js.Set({ value }).toBER())
}

/** The CMS of a seal (RFC 5652 §5; PAdES B-B, or B-T where it holds a time-stamp). */
export function cmsOf({ digest, certificate, chain, signature, timestamp }: SealParts): Uint8Array {
  const own = parsed(certificate)
  const sha256Algorithm = () => new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256 })
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: sha256Algorithm(),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({
      type: 0,
      attributes: attributesOf(digest, certificate),
    }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 }),
    signature: new asn1js.OctetString({ valueHex: signature }),
    ...(timestamp && { unsignedAttrs: unsignedAttributes(timestamp) }),
  })
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [sha256Algorithm()],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates: [own, ...chain.map(parsed)],
    signerInfos: [signer],
  })
  const content = new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) })
  return new Uint8Array(content.toSchema().toBER())
}

const PARSED = new WeakMap<Certificate, pkijs.Certificate>()

/** Parsed once, and written as it was issued: to take it apart and together again costs more than all the rest of a seal. */
function parsed(certificate: Certificate): pkijs.Certificate {
  const known = PARSED.get(certificate)
  if (known) return known
  const made = pkijs.Certificate.fromBER(certificate.der)
  const written = asIssued(certificate)
  made.toSchema = () => written
  PARSED.set(certificate, made)
  return made
}

/** The sequence of a certificate with all that is in it as bytes. */
function asIssued({ der }: Certificate): asn1js.Sequence {
  const { idBlock, lenBlock } = asn1js.fromBER(der).result
  const sequence = { tagClass: idBlock.tagClass, tagNumber: idBlock.tagNumber }
  const valueHex = der.slice(idBlock.blockLength + lenBlock.blockLength)
  const written = new asn1js.Primitive({ idBlock: sequence, valueHex })
  written.idBlock.isConstructed = true
  return written as unknown as asn1js.Sequence
}

function attributesOf(digest: Uint8Array, certificate: Certificate): pkijs.Attribute[] {
  const certificateDigest = new asn1js.OctetString({ valueHex: sha256([certificate.der]) })
  // SigningCertificateV2 { certs { ESSCertIDv2 { certHash } } }: SHA-256 is its default and so left out (RFC 5035 §4).
  const certificateId = new asn1js.Sequence({ value: [certificateDigest] })
  const signingCertificate = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certificateId] })] })
  return [
    new pkijs.Attribute({
      type: OID.contentType,
      values: [new asn1js.ObjectIdentifier({ value: OID.data })],
    }),
    new pkijs.Attribute({ type: OID.messageDigest, values: [new asn1js.OctetString({ valueHex: digest })] }),
    new pkijs.Attribute({ type: OID.signingCertificateV2, values: [signingCertificate] }),
  ]
}

function unsignedAttributes(timestamp: Uint8Array): pkijs.SignedAndUnsignedAttributes {
  const { result } = asn1js.fromBER(timestamp)
  const attribute = new pkijs.Attribute({ type: OID.timestampToken, values: [result] })
  return new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] })
}

/** A certificate from its DER or PEM. Throws where it is none. */
export function readCertificate(encoded: Uint8Array | string): Certificate {
  const certificate = new X509Certificate(encoded)
  return {
    der: new Uint8Array(certificate.raw),
    from: Date.parse(certificate.validFrom) as Instant,
    until: Date.parse(certificate.validTo) as Instant,
    isAuthority: certificate.ca,
    // The extended key usage, whatever the name says.
    stampsTime: (certificate.keyUsage as string[] | undefined)?.includes(OID.timeStamping) ?? false,
  }
}
