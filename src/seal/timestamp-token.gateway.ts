import { createHash, verify, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Instant } from '../kernel/instant.js'
import { areSameBytes, type Certificate, wasValid } from './certificate.js'
import { OID, readCertificate } from './cms.gateway.js'
import { vouchedFor } from './timestamp-chain.gateway.js'
import { DIGESTS, readToken, SIGNATURES, type Token, tokenOf } from './timestamp-parts.gateway.js'

/** What a time-stamp token is worth. */
export type OpenedTimestamp =
  /** Whole and over this signature, by an authority that is one of ours, or just anybody's. */
  { kind: 'whole'; isTrusted: boolean; nonce: asn1js.Integer | undefined } | { kind: 'broken' }

/**
 * Opens a time-stamp token over a signature (RFC 3161 §2.4.2, RFC 5816). It must be byte for byte what is made from its
 * parts, and each part is covered: content and attributes by the signature, its certificate by the digest in them, the
 * other certificates by their issuers. So no bit of it is left free.
 */
export function openTimestamp(
  token: Uint8Array,
  signature: Uint8Array,
  authorities: readonly Certificate[],
): OpenedTimestamp {
  try {
    const parts = readToken(token)
    if (!areSameBytes(tokenOf(parts), token) || !isSigned(parts)) return { kind: 'broken' }
    const info = pkijs.TSTInfo.fromBER(parts.content)
    if (!isOver(info, signature)) return { kind: 'broken' }
    const { signer, others } = certificatesOf(parts)
    const vouched = vouchedFor(signer, others, authorities)
    if (!namesItsCertificate(parts, signer) || !isForTime(signer) || vouched === undefined)
      return { kind: 'broken' }
    const at = info.genTime.getTime() as Instant
    const isTrusted = vouched && wasValid(readCertificate(new Uint8Array(signer.raw)), at)
    return { kind: 'whole', isTrusted, nonce: info.nonce }
  } catch {
    return { kind: 'broken' }
  }
}

/** The imprint is that of our signature value (ETSI EN 319 122-1 §5.3). */
function isOver({ messageImprint }: pkijs.TSTInfo, signature: Uint8Array): boolean {
  const { hashAlgorithm, hashedMessage } = messageImprint
  return isDigest(hashAlgorithm.algorithmId, signature, hashedMessage.valueBlock.valueHexView)
}

/** The content by its digest, the attributes by the signature (RFC 5652 §5.4). */
function isSigned(parts: Token): boolean {
  const { attributes, digestAlgorithm, signatureAlgorithm, content, signature } = parts
  const digest = attributes.get(OID.messageDigest)
  const type = attributes.get(OID.contentType)
  if (!(digest instanceof asn1js.OctetString) || !(type instanceof asn1js.ObjectIdentifier)) return false
  if (type.getValue() !== OID.timestampInfo) return false
  if (!isDigest(digestAlgorithm.oid, content, digest.valueBlock.valueHexView)) return false
  const made = SIGNATURES.get(signatureAlgorithm.oid)
  const { publicKey } = certificatesOf(parts).signer
  const hash = made?.hash ?? DIGESTS.get(digestAlgorithm.oid)
  if (!made || hash === undefined || publicKey.asymmetricKeyType !== made.key) return false
  return verify(hash, parts.signedBytes, { key: publicKey, dsaEncoding: 'der' }, signature)
}

function isDigest(oid: string, bytes: Uint8Array, digest: Uint8Array): boolean {
  const hash = DIGESTS.get(oid)
  return hash !== undefined && areSameBytes(createHash(hash).update(bytes).digest(), new Uint8Array(digest))
}

/** The one that signed, by issuer and number, and the others. */
function certificatesOf({ certificates, issuer, serial }: Token): {
  signer: X509Certificate
  others: X509Certificate[]
} {
  const isSigner = (der: Uint8Array) => {
    const own = pkijs.Certificate.fromBER(der)
    const sameIssuer = areSameBytes(new Uint8Array(own.issuer.toSchema().toBER()), issuer)
    return sameIssuer && areSameBytes(new Uint8Array(own.serialNumber.toBER()), serial)
  }
  const signers = certificates.filter(isSigner)
  const [signer] = signers
  if (!signer || signers.length !== 1)
    throw new RangeError('a token without the certificate of its authority')
  return {
    signer: certificateFrom(signer),
    others: certificates.filter((der) => der !== signer).map(certificateFrom),
  }
}

/** Written as DER writes it, in the parts too that no signature covers (RFC 5280 §4.1). */
function certificateFrom(der: Uint8Array): X509Certificate {
  const certificate = new X509Certificate(der)
  if (!areSameBytes(certificate.raw, der)) throw new RangeError('a certificate that is not DER')
  return certificate
}

/** By its digest, so that another cannot be put in its place (RFC 5816 §2.2.1, RFC 5035 §5.4.1.1). */
function namesItsCertificate({ attributes }: Token, { raw }: X509Certificate): boolean {
  const second = attributes.get(OID.signingCertificateV2)
  const named = second ?? attributes.get(OID.signingCertificate)
  const [first] = childrenOf(childrenOf(named)[0])
  const fields = childrenOf(first)
  const algorithm = fields[0] instanceof asn1js.Sequence ? childrenOf(fields[0])[0] : undefined
  const hash = fields.find((field) => field instanceof asn1js.OctetString)
  if (!hash) return false
  const digest = new Uint8Array(hash.valueBlock.valueHexView)
  if (!second) return areSameBytes(createHash('sha1').update(raw).digest(), digest)
  const oid = algorithm instanceof asn1js.ObjectIdentifier ? algorithm.getValue() : OID.sha256
  return isDigest(oid, raw, digest)
}

function childrenOf(block: unknown): unknown[] {
  return block instanceof asn1js.Constructed ? block.valueBlock.value : []
}

/** Critical, and for time-stamps alone (RFC 3161 §2.3). */
function isForTime({ raw }: X509Certificate): boolean {
  const { extensions = [] } = pkijs.Certificate.fromBER(new Uint8Array(raw))
  const use = extensions.find(({ extnID }) => extnID === '2.5.29.37')
  const purposes: unknown = use?.parsedValue
  if (!use?.critical || !(purposes instanceof pkijs.ExtKeyUsage)) return false
  return purposes.keyPurposes.length === 1 && purposes.keyPurposes[0] === OID.timeStamping
}
