import { createHash, verify, X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import { areSameBytes, type Certificate } from './certificate.js'
import { cmsOf, OID, sha256, signedAttributes } from './cms.gateway.js'
import { openTimestamp } from './timestamp-token.gateway.js'
import { type OpenedSeal, type VerifyPorts } from './verify-document.js'

/**
 * Opens a seal. One of ours must be, byte for byte, what we make from its signature and its time-stamp: a CMS has many
 * places that no signature covers, and none of them is ours to leave free. Any other is only asked whether it holds.
 * Its time-stamp counts where one of the authorities, who are trusted for the time alone, stands behind it.
 */
export function openSealBy(
  trusted: readonly Certificate[],
  authorities: readonly Certificate[] = [],
): VerifyPorts['openSeal'] {
  return async (seal, signed) => {
    const read = readCms(seal)
    if (!read) return { kind: 'broken' }
    const [leaf, ...others] = read.certificates
    const certificate = leaf && known(leaf, trusted)
    if (certificate && !certificate.isAuthority && !certificate.stampsTime) {
      const chain = others.map((other) => known(other, trusted)).filter((other) => other !== undefined)
      if (chain.length !== others.length) return { kind: 'broken' }
      return openOurs(seal, { ...read, certificate, chain, digest: sha256(signed) }, authorities)
    }
    return { kind: (await holds(read.data, signed)) ? 'stranger' : 'broken' }
  }
}

interface ReadCms {
  data: pkijs.SignedData
  certificates: Uint8Array[]
  signature: Uint8Array
  timestamp: Uint8Array | undefined
}

/** The parts of a seal, or nothing where it is no CMS. Zeros behind it fill its room. */
function readCms(seal: Uint8Array): ReadCms | undefined {
  try {
    const content = pkijs.ContentInfo.fromBER(seal)
    const data = new pkijs.SignedData({ schema: content.content })
    const signer = data.signerInfos[0]
    if (!signer || data.signerInfos.length !== 1) return undefined
    const certificates = (data.certificates ?? []).map((one) => new Uint8Array(one.toSchema().toBER()))
    const token = signer.unsignedAttrs?.attributes.find(({ type }) => type === OID.timestampToken)
    const value = token?.values[0] as { toBER: () => ArrayBuffer } | undefined
    return {
      data,
      certificates,
      signature: new Uint8Array(signer.signature.valueBlock.valueHexView),
      timestamp: value && new Uint8Array(value.toBER()),
    }
  } catch {
    return undefined
  }
}

type OurParts = Pick<ReadCms, 'signature' | 'timestamp'> & {
  certificate: Certificate
  chain: Certificate[]
  digest: Uint8Array
}

function openOurs(seal: Uint8Array, parts: OurParts, authorities: readonly Certificate[]): OpenedSeal {
  const { certificate, signature, timestamp } = parts
  const made = cmsOf(parts)
  const filling = seal.subarray(made.length)
  const isAsMade = areSameBytes(seal.subarray(0, made.length), made) && filling.every((byte) => byte === 0)
  if (!isAsMade || !isSigned(certificate, signedAttributes(parts), signature)) return { kind: 'broken' }
  if (!timestamp) return { kind: 'ours', certificate, timestamped: false }
  const opened = openTimestamp(timestamp, signature, authorities)
  return opened.kind === 'broken' ? opened : { kind: 'ours', certificate, timestamped: opened.isTrusted }
}

function isSigned(certificate: Certificate, attributes: Uint8Array, signature: Uint8Array): boolean {
  const key = new X509Certificate(certificate.der).publicKey
  return verify('sha256', attributes, { key, dsaEncoding: 'der' }, signature)
}

function known(der: Uint8Array, trusted: readonly Certificate[]): Certificate | undefined {
  return trusted.find((one) => areSameBytes(one.der, der))
}

/** Whether the seal of somebody else holds for these bytes, by its own certificate. */
async function holds(data: pkijs.SignedData, signed: Uint8Array[]): Promise<boolean> {
  if (data.encapContentInfo.eContent) return false
  try {
    const bytes = new Uint8Array(Buffer.concat(signed))
    const isRight = await data.verify({ signer: 0, data: bytes.buffer, checkChain: false })
    return isRight && namesItsCertificate(data)
  } catch {
    return false
  }
}

/** The digests by which others name certificates; which of them is theirs to choose (RFC 5035 §4). */
const DIGESTS = ['sha256', 'sha384', 'sha512'] as const

/** A certificate that the signature names by another digest was changed afterwards. */
function namesItsCertificate(data: pkijs.SignedData): boolean {
  const [certificate] = data.certificates ?? []
  const attributes = data.signerInfos[0]?.signedAttrs?.attributes ?? []
  const named = attributes.find(({ type }) => type === OID.signingCertificateV2)
  if (!certificate || !named) return true
  const der = new Uint8Array(certificate.toSchema().toBER())
  const bytes = Buffer.from((named.values[0] as { toBER: () => ArrayBuffer }).toBER())
  return DIGESTS.some((digest) => bytes.includes(createHash(digest).update(der).digest()))
}
