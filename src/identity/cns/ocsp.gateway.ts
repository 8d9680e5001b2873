import { X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import { type Instant, later, MINUTE } from '../../kernel/instant.js'
import { type Card } from './card.js'
import { type Revocation } from './check-card.js'
import { isSignedBy } from './signed.gateway.js'

const BASIC = '1.3.6.1.5.5.7.48.1.1'
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
const EXTENDED_KEY_USAGE = '2.5.29.37'
/** Clocks differ: RFC 6960 §4.2.2.1 leaves it to local policy. */
const SKEW = MINUTE
/** How old an answer may be that does not say until when it counts. */
const WITHOUT_END = 5 * MINUTE

export interface OcspAsked {
  card: Card
  issuer: Uint8Array
  now: Instant
}

export interface OcspAnswer {
  revocation: Revocation
  /** Until when it may be believed. */
  until: Instant
}

/** The question about one card (RFC 6960 §4.1). SHA-1 names the issuer here and proves nothing: responders know no other. */
export async function ocspRequest({
  card,
  issuer,
}: Pick<OcspAsked, 'card' | 'issuer'>): Promise<ArrayBuffer> {
  const request = new pkijs.OCSPRequest()
  await request.createForCertificate(parsed(card.der), {
    hashAlgorithm: 'SHA-1',
    issuerCertificate: parsed(issuer),
  })
  return request.toSchema(true).toBER()
}

/** What a responder says of the card; `unknown` for whatever is not said by whom it must be, about it, and now. */
export async function readOcspAnswer(bytes: Uint8Array, asked: OcspAsked): Promise<OcspAnswer> {
  const nothing: OcspAnswer = { revocation: 'unknown', until: asked.now }
  try {
    const { responseStatus, responseBytes } = pkijs.OCSPResponse.fromBER(Uint8Array.from(bytes))
    if (responseStatus.valueBlock.valueDec !== 0 || responseBytes?.responseType !== BASIC) return nothing
    const basic = pkijs.BasicOCSPResponse.fromBER(
      Uint8Array.from(responseBytes.response.valueBlock.valueHexView),
    )
    if (!isByResponder(basic, asked)) return nothing
    for (const single of basic.tbsResponseData.responses) {
      if (!(await isAbout(single, asked))) continue
      const until = freshUntil(single, asked.now)
      return until === undefined ? nothing : { revocation: revocationOf(single), until }
    }
    return nothing
  } catch {
    return nothing
  }
}

/** Signed by the authority itself, or by whom it made a responder (RFC 6960 §4.2.2.2). */
function isByResponder(basic: pkijs.BasicOCSPResponse, { issuer, now }: OcspAsked): boolean {
  const signed = {
    bytes: basic.tbsResponseData.tbsView,
    algorithm: basic.signatureAlgorithm.algorithmId,
    signature: basic.signature.valueBlock.valueHexView,
  }
  const authority = new X509Certificate(issuer)
  const delegates = (basic.certs ?? []).flatMap((certificate) => {
    const responder = new X509Certificate(Buffer.from(certificate.toSchema().toBER()))
    const inForce = Date.parse(responder.validFrom) <= now && now <= Date.parse(responder.validTo)
    const isMade = responder.checkIssued(authority) && responder.verify(authority.publicKey)
    return inForce && isMade && maySignAnswers(certificate) ? [responder] : []
  })
  return [authority, ...delegates].some(({ publicKey }) => isSignedBy(publicKey, signed))
}

function maySignAnswers({ extensions = [] }: pkijs.Certificate): boolean {
  const uses = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE)?.parsedValue as
    pkijs.ExtKeyUsage | undefined
  return uses?.keyPurposes.includes(OCSP_SIGNING) ?? false
}

async function isAbout({ certID }: pkijs.SingleResponse, { card, issuer }: OcspAsked): Promise<boolean> {
  const hashAlgorithm = HASHES[certID.hashAlgorithm.algorithmId]
  if (hashAlgorithm === undefined) return false
  const own = await pkijs.CertID.create(parsed(card.der), {
    hashAlgorithm,
    issuerCertificate: parsed(issuer),
  })
  return own.isEqual(certID)
}

const HASHES: Record<string, string> = { '1.3.14.3.2.26': 'SHA-1', '2.16.840.1.101.3.4.2.1': 'SHA-256' }

function freshUntil({ thisUpdate, nextUpdate }: pkijs.SingleResponse, now: Instant): Instant | undefined {
  const from = later(thisUpdate.getTime() as Instant, -SKEW)
  const until = nextUpdate
    ? (nextUpdate.getTime() as Instant)
    : later(thisUpdate.getTime() as Instant, WITHOUT_END)
  return from <= now && now <= until ? until : undefined
}

/** good [0], revoked [1], unknown [2]. */
function revocationOf({ certStatus }: pkijs.SingleResponse): Revocation {
  const { tagNumber } = (certStatus as { idBlock: { tagNumber: number } }).idBlock
  if (tagNumber === 0) return 'good'
  return tagNumber === 1 ? 'revoked' : 'unknown'
}

function parsed(der: Uint8Array): pkijs.Certificate {
  return pkijs.Certificate.fromBER(Uint8Array.from(der))
}
