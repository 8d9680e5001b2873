import { type FeedSenders, type SenderKey } from './feed-senders.js'
import { readManifest } from './read-manifest.js'
import { type Manifest, type RefusalCause, type SignedManifest } from './signed-batch.js'

export interface SignaturePorts {
  senders: FeedSenders
  keyNamedBy: (jws: string) => string | undefined
  isSignedBy: (key: SenderKey, payload: Uint8Array, jws: string) => Promise<boolean>
}

export type VerifiedManifest =
  { kind: 'verified'; manifest: Manifest } | { kind: 'refused'; cause: RefusalCause }

/** Whether a manifest is that of a trusted sender (T42): read, then the sender, then the key, then the signature. */
export function verifyManifest({ senders, keyNamedBy, isSignedBy }: SignaturePorts) {
  return async ({ bytes, jws }: SignedManifest): Promise<VerifiedManifest> => {
    const manifest = readManifest(bytes)
    if (!manifest) return { kind: 'refused', cause: 'malformedManifest' }
    const keys = senders.get(manifest.sender)
    if (!keys) return { kind: 'refused', cause: 'unknownSender' }
    const kid = keyNamedBy(jws)
    if (kid === undefined) return { kind: 'refused', cause: 'wrongSignature' }
    const key = keys.find((candidate) => candidate.kid === kid)
    if (!key) return { kind: 'refused', cause: 'unknownKey' }
    if (!(await isSignedBy(key, bytes, jws))) return { kind: 'refused', cause: 'wrongSignature' }
    return { kind: 'verified', manifest }
  }
}
