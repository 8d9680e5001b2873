import { X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import { type Instant } from '../../kernel/instant.js'
import { type Piece, pieceAt, piecesIn } from './der.js'
import { isSignedBy } from './signed.gateway.js'

/** A list of revoked certificates that may be believed (RFC 5280 §5). */
export interface RevocationList {
  from: Instant
  until: Instant
  /** By serial number, in hexadecimal. */
  has: (serial: string) => boolean
}

const ISSUING_POINT = '2.5.29.28'
const SEQUENCE = 0x30
const INTEGER = 0x02

/**
 * Reads a list that `issuer` signed; nothing where it did not, where the list speaks of part of its certificates only,
 * or for another address than the card names (RFC 5280 §6.3.3 b): whoever sits on the way could exchange two lists.
 */
export function readRevocationList(
  der: Uint8Array,
  { issuer, urls }: { issuer: Uint8Array; urls: string[] },
): RevocationList | undefined {
  try {
    const whole = pieceAt(der, 0)
    const [list, algorithm, signature] = [...piecesIn(der, whole)]
    if (!list || !algorithm || !signature || whole.end !== der.length) return undefined
    const signed = {
      bytes: der.subarray(list.from, list.end),
      algorithm: algorithmIn(der, algorithm),
      signature: der.subarray(signature.body + 1, signature.end),
    }
    if (!isSignedBy(new X509Certificate(issuer).publicKey, signed)) return undefined
    return readSigned(der, list, { issuer, urls })
  } catch {
    return undefined
  }
}

function readSigned(
  der: Uint8Array,
  list: Piece,
  { issuer, urls }: { issuer: Uint8Array; urls: string[] },
): RevocationList | undefined {
  const pieces = [...piecesIn(der, list)]
  if (pieces[0]?.tag === INTEGER) pieces.shift()
  const [, name, from, until, ...rest] = pieces
  if (!name || !from || !until || !isTime(from) || !isTime(until)) return undefined
  if (!Buffer.from(der.subarray(name.from, name.end)).equals(subjectOf(issuer))) return undefined
  const revoked = rest.find(({ tag }) => tag === SEQUENCE)
  const extensions = rest.find(({ tag }) => tag === 0xa0)
  if (extensions && !speaksOfAll(der, extensions, urls)) return undefined
  return {
    from: instantOf(der, from),
    until: instantOf(der, until),
    has: (serial) => revoked !== undefined && holds(der, revoked, serial),
  }
}

function holds(der: Uint8Array, revoked: Piece, serial: string): boolean {
  const asked = Buffer.from(serial.length % 2 === 0 ? serial : `0${serial}`, 'hex')
  for (const entry of piecesIn(der, revoked)) {
    const number = pieceAt(der, entry.body, entry.end)
    if (withoutZeros(der.subarray(number.body, number.end)).equals(withoutZeros(asked))) return true
  }
  return false
}

function withoutZeros(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  return Buffer.from(bytes.buffer, bytes.byteOffset + Math.max(0, first), bytes.length - Math.max(0, first))
}

/** No critical extension but one, and that one without a limit to kinds of certificates or reasons. */
function speaksOfAll(der: Uint8Array, extensions: Piece, urls: string[]): boolean {
  for (const extension of piecesIn(der, pieceAt(der, extensions.body, extensions.end))) {
    const [id, second, third] = [...piecesIn(der, extension)]
    const value = third ?? second
    const isCritical = third !== undefined && second?.tag === 0x01 && der[second.body] !== 0
    if (!id || !value || !isCritical) continue
    if (oidOf(der, id) !== ISSUING_POINT) return false
    const parts = [...piecesIn(der, pieceAt(der, value.body, value.end))]
    const [point] = parts.splice(0, 1)
    // onlyContainsUserCerts [1] limits nothing here: a card is no authority.
    if (parts.some(({ tag }) => tag !== 0x81)) return false
    if (point && point.tag !== 0xa0 && point.tag !== 0x81) return false
    if (point?.tag === 0xa0 && !namesIn(der, point).some((name) => urls.includes(name))) return false
  }
  return true
}

/** The addresses of a distribution point: [0] fullName of [6] URIs (RFC 5280 §4.2.1.13). */
function namesIn(der: Uint8Array, point: Piece): string[] {
  const full = pieceAt(der, point.body, point.end)
  if (full.tag !== 0xa0) return []
  return [...piecesIn(der, full)]
    .filter(({ tag }) => tag === 0x86)
    .map(({ body, end }) => Buffer.from(der.subarray(body, end)).toString('latin1'))
}

/** The name of a certificate's subject, as it is encoded there. */
export function subjectOf(certificate: Uint8Array): Buffer {
  const body = pieceAt(certificate, pieceAt(certificate, 0).body)
  const pieces = [...piecesIn(certificate, body)]
  const subject = pieces[pieces[0]?.tag === 0xa0 ? 5 : 4]
  if (!subject) throw new RangeError('no subject')
  return Buffer.from(certificate.subarray(subject.from, subject.end))
}

function algorithmIn(der: Uint8Array, sequence: Piece): string {
  return oidOf(der, pieceAt(der, sequence.body, sequence.end))
}

function oidOf(der: Uint8Array, { from, end }: Piece): string {
  const { result } = asn1js.fromBER(Uint8Array.from(der.subarray(from, end)))
  return result instanceof asn1js.ObjectIdentifier ? result.getValue() : ''
}

/** UTCTime or GeneralizedTime. */
function isTime({ tag }: Piece): boolean {
  return tag === 0x17 || tag === 0x18
}

function instantOf(der: Uint8Array, { from, end }: Piece): Instant {
  const { result } = asn1js.fromBER(Uint8Array.from(der.subarray(from, end)))
  if (!(result instanceof asn1js.UTCTime)) throw new RangeError('no time')
  return result.toDate().getTime() as Instant
}
