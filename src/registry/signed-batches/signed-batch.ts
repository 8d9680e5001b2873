import { type Instant } from '../../kernel/instant.js'
import { type FeedCount } from '../recording/record-feed.js'

/** SHA-256, in lower-case hexadecimal. */
export type Sha256 = string

/** How the bytes of a batch are to be read. */
export const ENCODINGS = ['identity', 'gzip', 'zstd'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What a sender says and signs about a file of the feed (docs/feed-batches.md). */
export interface Manifest {
  sender: string
  /** From 1, per sender, without a gap. */
  sequence: number
  encoding: Encoding
  /** Of the file as transported. */
  sha256: Sha256
  /** Of the manifest before; none for the first. */
  previous: Sha256 | undefined
  /** Line feeds of the clear text, and one more where the last line has none. */
  lines: number
  at: Instant
}

/** A manifest as it came, and what was signed over it. */
export interface SignedManifest {
  bytes: Buffer
  /** Detached JWS (RFC 7515 appendix F). */
  jws: string
}

/**
 * `received`: verified, to be applied · `held`: verified, an earlier one of its sender is missing · `applying` ·
 * `applied`: every line was judged · `refused`: nothing of it was or will be applied.
 */
export type BatchState = 'received' | 'held' | 'applying' | 'applied' | 'refused'

/** Why a batch is refused, in words for who runs the feed. The names are stable. */
export const CAUSES = {
  malformedManifest: 'the manifest cannot be read',
  unknownSender: 'the sender is not one of those trusted',
  unknownKey: 'the signature names a key that the sender does not have',
  wrongSignature: 'the signature is not that of the sender over this manifest',
  unknownEncoding: 'this version of Node.js cannot read the encoding (zstd needs 22.15)',
  wrongFile: 'the file is not the one that the manifest was signed for: truncated, or changed',
  unreadableFile: 'the file is not what its encoding says',
  tooLarge: 'the file is too large, as it came or once it is unpacked',
  wrongCount: 'the file does not have as many lines as the manifest says',
  sequenceTaken: 'another batch has this sequence number already',
  brokenChain: 'the manifest does not follow the one before it',
} as const
export type RefusalCause = keyof typeof CAUSES

/** How a batch came: from a file, by the operator's hand, or over HTTP, where anybody can knock. */
export type Door = 'file' | 'http'

/** Causes found before the signature was: anybody can bring them about. */
export const UNSIGNED_CAUSES = [
  'malformedManifest',
  'unknownSender',
  'unknownKey',
  'wrongSignature',
] as const satisfies RefusalCause[]

/** Where a batch stands: what its sender may know, and nothing personal. */
export interface Receipt extends FeedCount {
  id: string
  state: BatchState
  cause: RefusalCause | undefined
  /**
   * Why a refusal is nobody's task any more: somebody discarded it, or the right batch with its number was applied later.
   * Two batches that were signed with one number stay a task.
   */
  closed: 'discarded' | 'superseded' | undefined
  sender: string | undefined
  sequence: number | undefined
  lines: number | undefined
  linesRecorded: number
  receivedAt: Instant
  settledAt: Instant | undefined
  /** Whether its bytes are kept here until they are applied. */
  isStored: boolean
}

/** Refused batches by their receipts, or by cause, of one sender where it is named. */
export interface ChosenRefusals {
  ids?: string[] | undefined
  cause?: RefusalCause | undefined
  sender?: string | undefined
}

/** The bytes of a batch are not those that were verified: somebody changed the file meanwhile. Nothing of them is read. */
export class BytesChanged extends Error {
  override name = 'BytesChanged'
}

/** What reading a batch through came to. */
export interface Inspection {
  sha256: Sha256
  lines: number
  problem: 'unreadableFile' | 'tooLarge' | undefined
}

/** Lines that are recorded before the answer is given: an urgent event, as a death. */
export const URGENT_LINES = 1
