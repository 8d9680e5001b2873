import {
  type Inspection,
  type Manifest,
  type Receipt,
  type RefusalCause,
  type Sha256,
  type SignedManifest,
} from './signed-batch.js'
import { type VerifiedManifest } from './verify-manifest.js'

/** A batch with a place in its sender's sequence. */
export interface PlacedBatch {
  receipt: Receipt
  manifestSha256: Sha256
  previous: Sha256 | undefined
}

export interface NewBatch {
  signed: SignedManifest
  manifestSha256: Sha256
  manifest: Manifest
  state: 'received' | 'held'
}

/** What may be done in one transaction; the sequences have one writer at a time. */
export interface PlacePorts {
  findPlaced: (sender: string, sequence: number) => Promise<PlacedBatch | undefined>
  insertBatch: (batch: NewBatch) => Promise<Receipt>
  release: (id: string) => Promise<void>
  refusePlaced: (id: string, cause: RefusalCause) => Promise<void>
}

export interface AcceptPorts {
  verify: (signed: SignedManifest) => Promise<VerifiedManifest>
  sha256Of: (bytes: Uint8Array) => Sha256
  canUnpack: (encoding: Manifest['encoding']) => boolean
  findByManifest: (manifestSha256: Sha256) => Promise<Receipt | undefined>
  transact: <T>(work: (ports: PlacePorts) => Promise<T>) => Promise<T>
  /** Counts a refusal, and keeps it; of those that strangers send over HTTP only the newest. */
  recordRefusal: (refused: {
    signed: SignedManifest
    manifestSha256: Sha256
    manifest: Manifest | undefined
    cause: RefusalCause
  }) => Promise<Receipt>
}

/** The bytes of a batch at the door. */
export interface BatchContent {
  /** Reads them through once. */
  inspect: (manifest: Manifest) => Promise<Inspection>
}

export type Acceptance =
  /** Nothing of it is applied. */
  | { kind: 'refused'; cause: RefusalCause; receipt: Receipt }
  /** It came before, and there is nothing to do for it at this door. */
  | { kind: 'known'; receipt: Receipt }
  /** Verified whole, and in its place. */
  | { kind: 'accepted'; receipt: Receipt }

/**
 * Takes a signed batch in: nothing of it counts before the whole was verified, and each counts once. The signature is
 * looked at before a byte of the file is.
 */
export function acceptBatch(ports: AcceptPorts) {
  return async (signed: SignedManifest, content: BatchContent): Promise<Acceptance> => {
    const manifestSha256 = ports.sha256Of(signed.bytes)
    const verified = await ports.verify(signed)
    const manifest = verified.kind === 'verified' ? verified.manifest : undefined
    const refuse = async (cause: RefusalCause): Promise<Acceptance> => ({
      kind: 'refused',
      cause,
      receipt: await ports.recordRefusal({ signed, manifestSha256, manifest, cause }),
    })
    if (verified.kind === 'refused') return refuse(verified.cause)
    const batch = { signed, manifestSha256, manifest: verified.manifest }
    const known = await ports.findByManifest(manifestSha256)
    if (known && !needsBytes(known))
      return (await isAltered(batch.manifest, content))
        ? refuse('wrongFile')
        : { kind: 'known', receipt: known }
    const wrong = await wrongContent(ports, batch.manifest, content)
    if (wrong) return refuse(wrong)
    const placed = await ports.transact((transaction) => place(transaction, batch))
    return placed.kind === 'refused' ? refuse(placed.cause) : placed
  }
}

/** A batch whose bytes were in a file that is gone from us: an import of it was interrupted. */
function needsBytes({ state, isStored }: Receipt): boolean {
  return state !== 'applied' && !isStored
}

/** A file under a manifest that was dealt with already: it is not unpacked, only compared. */
async function isAltered(manifest: Manifest, content: BatchContent): Promise<boolean> {
  const { sha256 } = await content.inspect({ ...manifest, encoding: 'identity' })
  return sha256 !== manifest.sha256
}

async function wrongContent(
  { canUnpack }: AcceptPorts,
  manifest: Manifest,
  content: BatchContent,
): Promise<RefusalCause | undefined> {
  if (!canUnpack(manifest.encoding)) return 'unknownEncoding'
  const { sha256, lines, problem } = await content.inspect(manifest)
  if (problem === 'tooLarge') return problem
  if (sha256 !== manifest.sha256) return 'wrongFile'
  if (problem) return problem
  return lines === manifest.lines ? undefined : 'wrongCount'
}

type Placing = { kind: 'refused'; cause: RefusalCause } | { kind: 'known' | 'accepted'; receipt: Receipt }

async function place(ports: PlacePorts, batch: Omit<NewBatch, 'state'>): Promise<Placing> {
  const { sender, sequence, previous } = batch.manifest
  const there = await ports.findPlaced(sender, sequence)
  if (there) {
    if (there.manifestSha256 !== batch.manifestSha256) return { kind: 'refused', cause: 'sequenceTaken' }
    return { kind: needsBytes(there.receipt) ? 'accepted' : 'known', receipt: there.receipt }
  }
  const before = sequence === 1 ? undefined : await ports.findPlaced(sender, sequence - 1)
  const isChained = before
    ? before.manifestSha256 === previous
    : (sequence === 1) === (previous === undefined)
  if (!isChained) return { kind: 'refused', cause: 'brokenChain' }
  const state = sequence === 1 || (before && before.receipt.state !== 'held') ? 'received' : 'held'
  const receipt = await ports.insertBatch({ ...batch, state })
  if (state === 'received') await releaseFollowers(ports, batch)
  return { kind: 'accepted', receipt }
}

/** Those held for want of this one take their place; one that does not follow it is refused, and so holds its own. */
async function releaseFollowers(ports: PlacePorts, arrived: Omit<NewBatch, 'state'>): Promise<void> {
  const { sender } = arrived.manifest
  let { manifestSha256 } = arrived
  for (let { sequence } = arrived.manifest; ;) {
    const next = await ports.findPlaced(sender, ++sequence)
    if (next?.receipt.state !== 'held') return
    if (next.previous !== manifestSha256) {
      await ports.refusePlaced(next.receipt.id, 'brokenChain')
      return
    }
    await ports.release(next.receipt.id)
    manifestSha256 = next.manifestSha256
  }
}
