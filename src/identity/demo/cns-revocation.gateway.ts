import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { HOUR, type Instant, later } from '../../kernel/instant.js'
import { type KeyPair } from './cns-certificate.gateway.js'

export interface Saying {
  authority: KeyPair
  /** Serial numbers, in hexadecimal. */
  revoked: ReadonlySet<string>
  now: Instant
  /** How long it counts. */
  life?: number
  /** Who signs, if not the authority itself. */
  responder?: KeyPair
}

/** What an authority's responder answers (RFC 6960 §4.2): good or revoked, for each certificate asked about. */
export async function ocspAnswer(
  request: Uint8Array,
  { authority, revoked, now, life = HOUR, responder }: Saying,
): Promise<Buffer> {
  const asked = pkijs.OCSPRequest.fromBER(Uint8Array.from(request))
  const signer = responder ?? authority
  const signing = pkijs.Certificate.fromBER(Uint8Array.from(signer.certificate))
  const basic = new pkijs.BasicOCSPResponse()
  basic.tbsResponseData.responderID = signing.subject
  basic.tbsResponseData.producedAt = new Date(now)
  basic.tbsResponseData.responses = asked.tbsRequest.requestList.map(({ reqCert }) => {
    const isRevoked = revoked.has(hexOf(reqCert.serialNumber))
    const single = new pkijs.SingleResponse({ certID: reqCert })
    single.certStatus = isRevoked
      ? revokedAt(now)
      : new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 } })
    single.thisUpdate = new Date(now)
    single.nextUpdate = new Date(later(now, life))
    return single
  })
  basic.certs = [signing]
  await basic.sign(signer.privateKey, 'SHA-256')
  const response = new pkijs.OCSPResponse({
    responseStatus: new asn1js.Enumerated({ value: 0 }),
    responseBytes: new pkijs.ResponseBytes({
      responseType: '1.3.6.1.5.5.7.48.1.1',
      response: new asn1js.OctetString({ valueHex: basic.toSchema().toBER() }),
    }),
  })
  return Buffer.from(response.toSchema().toBER())
}

/** [1] RevokedInfo with the time of it. */
function revokedAt(now: Instant): asn1js.BaseBlock {
  return new asn1js.Constructed({
    idBlock: { tagClass: 3, tagNumber: 1 },
    value: [new asn1js.GeneralizedTime({ valueDate: new Date(now) })],
  })
}

/** The same as a list (RFC 5280 §5). */
export async function revocationListOf({ authority, revoked, now, life = HOUR }: Saying): Promise<Buffer> {
  const list = new pkijs.CertificateRevocationList()
  list.version = 1
  list.issuer.typesAndValues = pkijs.Certificate.fromBER(
    Uint8Array.from(authority.certificate),
  ).subject.typesAndValues
  list.thisUpdate = new pkijs.Time({ type: pkijs.TimeType.UTCTime, value: new Date(now) })
  list.nextUpdate = new pkijs.Time({ type: pkijs.TimeType.UTCTime, value: new Date(later(now, life)) })
  list.revokedCertificates = [...revoked].map(
    (serial) =>
      new pkijs.RevokedCertificate({
        userCertificate: new asn1js.Integer({ valueHex: Uint8Array.from(Buffer.from(serial, 'hex')) }),
        revocationDate: new pkijs.Time({ type: pkijs.TimeType.UTCTime, value: new Date(now) }),
      }),
  )
  await list.sign(authority.privateKey, 'SHA-256')
  return Buffer.from((list.toSchema(true) as asn1js.Sequence).toBER())
}

function hexOf({ valueBlock }: asn1js.Integer): string {
  return Buffer.from(valueBlock.valueHexView).toString('hex').toUpperCase()
}
