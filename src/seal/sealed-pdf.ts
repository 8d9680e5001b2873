import { type Instant } from '../kernel/instant.js'

/** What a document leaves free for its seal, so that the seal changes no other byte (ISO 32000-1 §12.8.1). */
export interface SignatureRoom {
  /** The size of the seal at most, in bytes; the file holds twice as many hexadecimal digits. */
  bytes: number
  /** When it is sealed: the `/M` of the signature dictionary (ETSI EN 319 142-1 §6.3 bans the attribute of CMS). */
  at: Instant
}

/** Writes a document with room for a seal, given how much. */
export type WriteDocument = (room: SignatureRoom) => Promise<Uint8Array>

/** Has a document written and seals it. */
export type SealDocument = (write: WriteDocument) => Promise<Uint8Array>

/** A number of ten digits, so that the true range fits in its place. */
const UNKNOWN = 9_999_999_999

/** The range that a document writes before anybody knows the true one. */
export const UNKNOWN_BYTE_RANGE = [0, UNKNOWN, UNKNOWN, UNKNOWN] as const

/** Where the hexadecimal digits of a seal stand in a file, and what it signs: the bytes before `<` and after `>`. */
export interface SignedRange {
  /** Of the `<`. */
  before: number
  /** Behind the `>`. */
  after: number
  /** Where the signed bytes end. */
  end: number
}

const UNKNOWN_TEXT = `/ByteRange [${UNKNOWN_BYTE_RANGE.join(' ')}]`
/** As it is written, line break and all: a name stands in the document too, and has none. */
const ROOM = `${UNKNOWN_TEXT}\n/Contents <`

/** Finds the room that was left, writes the true range into the document, and says what is to be signed. */
export function fillByteRange(pdf: Uint8Array): SignedRange {
  const bytes = viewOf(pdf)
  const place = bytes.indexOf(ROOM, 0, 'latin1')
  if (place < 0) throw new RangeError('a document without room for a seal')
  const before = place + ROOM.length - 1
  const after = bytes.indexOf('>', before, 'latin1') + 1
  const range = `/ByteRange [0 ${String(before)} ${String(after)} ${String(pdf.length - after)}]`
  bytes.write(range.padEnd(UNKNOWN_TEXT.length), place, 'latin1')
  return { before, after, end: pdf.length }
}

/** Writes a seal into its room. */
export function fillContents(pdf: Uint8Array, { before, after }: SignedRange, seal: Uint8Array): void {
  if (2 * seal.length > after - before - 2) throw new RangeError('a seal larger than its room')
  viewOf(pdf).write(viewOf(seal).toString('hex'), before + 1, 'latin1')
}

/** The two parts that a seal signs. */
export function signedParts(pdf: Uint8Array, { before, after, end }: SignedRange): Uint8Array[] {
  return [pdf.subarray(0, before), pdf.subarray(after, end)]
}

const ONE_BYTE = new TextDecoder('latin1')

/** One character a byte: what stands in a file can be searched for as text. */
export function latin1(bytes: Uint8Array): string {
  return ONE_BYTE.decode(bytes)
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
