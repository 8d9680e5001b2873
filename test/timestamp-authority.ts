import { createServer, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Instant } from '../src/kernel/instant.js'
import { type Certificate } from '../src/seal/certificate.js'
import { OID, sha256 } from '../src/seal/cms.gateway.js'
import { newTimestampCertificates, type TimestampCertificates } from './timestamp-certificates.js'

/** How the authority misbehaves. */
export type Mood = 'good' | 'silent' | 'error' | 'rubbish' | 'refuses' | 'otherNonce' | 'otherDigest'

export interface TimestampAuthority {
  url: string
  mood: Mood
  /** Its issuer: who trusts it trusts its time-stamps. */
  authorities: Certificate[]
  /** How often it was asked. */
  asked: number
  close: () => Promise<void>
}

/** An RFC 3161 authority on this machine. */
export async function openTimestampAuthority(
  at: Instant,
  purpose?: Parameters<typeof newTimestampCertificates>[1],
): Promise<TimestampAuthority> {
  const own = await newTimestampCertificates(at, purpose)
  const authority: TimestampAuthority = {
    url: '',
    mood: 'good',
    authorities: own.certificates.slice(1),
    asked: 0,
    close: async () => undefined,
  }
  const server: Server = createServer((request, response) => {
    authority.asked += 1
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (authority.mood === 'silent') return
      if (authority.mood === 'error') return void response.writeHead(500).end()
      if (authority.mood === 'rubbish') return void response.writeHead(200).end('rubbish')
      void answer(new Uint8Array(Buffer.concat(parts)), { own, at, mood: authority.mood }).then((bytes) => {
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(bytes)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  authority.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
  authority.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return authority
}

interface Answering {
  own: TimestampCertificates
  at: Instant
  mood: Mood
}

async function answer(bytes: Uint8Array, { own, at, mood }: Answering): Promise<Buffer> {
  const request = pkijs.TimeStampReq.fromBER(bytes)
  if (mood === 'refuses') return respond(pkijs.PKIStatus.rejection)
  if (mood === 'otherDigest')
    request.messageImprint.hashedMessage = new asn1js.OctetString({ valueHex: sha256([new Uint8Array(9)]) })
  const nonce = mood === 'otherNonce' ? new asn1js.Integer({ value: 7 }) : request.nonce
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: request.messageImprint,
    serialNumber: new asn1js.Integer({ value: 1 }),
    genTime: new Date(at),
    ...(nonce && { nonce }),
  })
  return respond(pkijs.PKIStatus.granted, await tokenOf(info, own))
}

async function tokenOf(
  info: pkijs.TSTInfo,
  { key, certificates }: TimestampCertificates,
): Promise<pkijs.ContentInfo> {
  const content = new Uint8Array(info.toSchema().toBER())
  const [certificate, issuer] = [certificates[0].der, certificates[1].der].map((der) =>
    pkijs.Certificate.fromBER(new Uint8Array(der)),
  ) as [pkijs.Certificate, pkijs.Certificate]
  const certificateId = new asn1js.Sequence({
    value: [new asn1js.OctetString({ valueHex: sha256([certificates[0].der]) })],
  })
  const signingCertificate = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certificateId] })] })
  const attributes = [
    { type: OID.contentType, values: [new asn1js.ObjectIdentifier({ value: OID.timestampInfo })] },
    { type: OID.messageDigest, values: [new asn1js.OctetString({ valueHex: sha256([content]) })] },
    { type: OID.signingCertificateV2, values: [signingCertificate] },
  ].map((attribute) => new pkijs.Attribute(attribute))
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({
      issuer: certificate.issuer,
      serialNumber: certificate.serialNumber,
    }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
  })
  const signed = new pkijs.SignedData({
    version: 3,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: OID.timestampInfo,
      eContent: new asn1js.OctetString({ valueHex: content }),
    }),
    certificates: [certificate, issuer],
    signerInfos: [signer],
  })
  // In one piece, as DER wants it (RFC 3161 §2.4.2): the library would cut it up.
  signed.encapContentInfo.eContent = new asn1js.OctetString({ valueHex: content })
  await signed.sign(key, 0, 'SHA-256')
  return new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) })
}

function respond(status: pkijs.PKIStatus, timeStampToken?: pkijs.ContentInfo): Buffer {
  const response = new pkijs.TimeStampResp({
    status: new pkijs.PKIStatusInfo({ status }),
    ...(timeStampToken && { timeStampToken }),
  })
  return Buffer.from(response.toSchema().toBER())
}
