import { createHash } from 'node:crypto'
import * as pkijs from 'pkijs'
import { OID } from './cms.gateway.js'

/** Whether a time-stamp token was made over this signature, and holds (RFC 3161 §2.4.2, RFC 5816). */
export async function isTimestampOf(token: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    const content = pkijs.ContentInfo.fromBER(token)
    const data = new pkijs.SignedData({ schema: content.content })
    const stamped = new Uint8Array(signature).buffer
    const holds = await data.verify({ signer: 0, data: stamped, checkChain: false })
    return holds && data.signerInfos.length === 1 && namesItsCertificate(data)
  } catch {
    return false
  }
}

/** The token names the certificate of its authority by digest: another cannot be put in its place (RFC 5816 §2.2.1). */
function namesItsCertificate(data: pkijs.SignedData): boolean {
  const attributes = data.signerInfos[0]?.signedAttrs?.attributes ?? []
  const digests: [string, string][] = [
    [OID.signingCertificateV2, 'sha256'],
    [OID.signingCertificate, 'sha1'],
  ]
  const sid: unknown = data.signerInfos[0]?.sid
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return false
  const signer = (data.certificates ?? []).find(
    (one) => one instanceof pkijs.Certificate && one.serialNumber.isEqual(sid.serialNumber),
  )
  if (!signer) return false
  const der = new Uint8Array(signer.toSchema().toBER())
  return digests.some(([oid, algorithm]) => {
    const named = attributes.find(({ type }) => type === oid)?.values[0] as
      { toBER: () => ArrayBuffer } | undefined
    const digest = createHash(algorithm).update(der).digest()
    return named !== undefined && Buffer.from(named.toBER()).includes(digest)
  })
}
