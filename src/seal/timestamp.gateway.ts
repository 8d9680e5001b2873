import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { type Chance } from '../kernel/chance.js'
import { circuitBreaker } from '../kernel/circuit-breaker.js'
import { type Clock } from '../kernel/clock.js'
import { fetchWithin } from '../kernel/fetch-within.gateway.js'
import { type Log } from '../kernel/log.js'
import { type Certificate } from './certificate.js'
import { OID, sha256 } from './cms.gateway.js'
import { openTimestamp } from './timestamp-token.gateway.js'

export interface TimestampSettings {
  url: string
  /** Its certificate, or an issuer's: a token of anybody else is none. */
  authorities: readonly Certificate[]
  /** Milliseconds after which a silent authority counts as away: the person waits for the document. */
  timeLimit?: number
}

/** Gives a time-stamp token over a signature, or nothing where the authority is away. */
export type Stamp = (signature: Uint8Array) => Promise<Uint8Array | undefined>

const TIME_LIMIT = 1500
/** A token with its certificates takes 3 to 6 kB; its room is in the file twice as large, used or not. */
export const LARGEST_TOKEN = 7 * 1024

/** Asks an authority over HTTP (RFC 3161 §3.4), and leaves it alone for a while where it does not answer. */
export function timestampAuthority(
  { url, authorities, timeLimit = TIME_LIMIT }: TimestampSettings,
  { clock, chance, log }: { clock: Clock; chance: Chance; log: Log },
): Stamp {
  const circuit = circuitBreaker(clock)
  return async (signature) => {
    if (!circuit.mayTry()) return undefined
    try {
      const nonce = chance.bytes(8)
      const token = await ask({ url, authorities, timeLimit }, signature, nonce)
      circuit.succeeded()
      return token
    } catch (error) {
      const failure = error instanceof Error ? error.name : 'unknown'
      if (circuit.failed()) log('seal.timestampCircuitOpened', { failure })
      return undefined
    }
  }
}

const GRANTED = [pkijs.PKIStatus.granted, pkijs.PKIStatus.grantedWithMods]

/** An answer that is no token over this signature. */
class NoTimestamp extends Error {
  override name = 'NoTimestamp'
}

async function ask(
  { url, authorities, timeLimit }: Required<TimestampSettings>,
  signature: Uint8Array,
  nonce: Uint8Array,
): Promise<Uint8Array> {
  const asked = {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: requestFor(signature, nonce),
  }
  const { status, body } = await fetchWithin(url, asked, { time: timeLimit, size: 2 * LARGEST_TOKEN })
  if (status !== 200) throw new NoTimestamp()
  const answer = pkijs.TimeStampResp.fromBER(new Uint8Array(body))
  if (!GRANTED.includes(answer.status.status) || !answer.timeStampToken) throw new NoTimestamp()
  const token = new Uint8Array(answer.timeStampToken.toSchema().toBER())
  if (token.length > LARGEST_TOKEN) throw new NoTimestamp()
  const opened = openTimestamp(token, signature, authorities)
  if (opened.kind === 'broken' || !opened.isTrusted) throw new NoTimestamp()
  if (!opened.nonce?.isEqual(new asn1js.Integer({ valueHex: positive(nonce) }))) throw new NoTimestamp()
  return token
}

/** `certReq`: whoever checks the document later must find the authority's certificate in it. */
function requestFor(signature: Uint8Array, nonce: Uint8Array): ArrayBuffer {
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256 }),
      hashedMessage: new asn1js.OctetString({ valueHex: sha256([signature]) }),
    }),
    nonce: new asn1js.Integer({ valueHex: positive(nonce) }),
    certReq: true,
  })
  return request.toSchema().toBER()
}

/** The first bit of an INTEGER is its sign. */
function positive(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([1, ...bytes])
}
