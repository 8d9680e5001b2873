import { type Clock } from '../../kernel/clock.js'
import { canUnpack, encodingOf, inspect, sha256Of } from './feed-bytes.gateway.js'
import { FeedFile } from './feed-file.gateway.js'
import { type SigningAlgorithm } from './feed-senders.js'
import { newSigningKey, signDetached } from './jws.gateway.js'
import { manifestText } from './manifest-text.js'
import { isSender } from './read-manifest.js'
import { type SignedManifest } from './signed-batch.js'

export interface SigningOrder {
  file: string
  /** A private JWK. */
  key: unknown
  sender: string
  sequence: number
  /** The manifest before this one, whole. */
  previous: Uint8Array | undefined
}

export type Signing = { kind: 'signed'; signed: SignedManifest } | { kind: 'wrong'; reason: string }

/** What a sender does, for those who test: needs no database. */
export function wireFeedSigning(clock: Clock) {
  return {
    newSigningKey,
    sign: async ({ file, key, sender, sequence, previous }: SigningOrder): Promise<Signing> => {
      if (!isSender(sender)) return wrong('a sender is named with a-z, 0-9, "." and "-"')
      if (!isPrivateKey(key)) return wrong('the key is not one that attesta feed key makes')
      const { encoding, inspection } = await readThrough(file)
      if (!inspection) return wrong('this version of Node.js cannot read zstd: it needs 22.15')
      if (inspection.problem) return wrong(`the file is not whole ${encoding}`)
      const { sha256, lines } = inspection
      const facts = { sender, sequence, encoding, sha256, lines, at: clock.now() }
      const bytes = Buffer.from(manifestText({ ...facts, previous: previous && sha256Of(previous) }))
      return { kind: 'signed', signed: { bytes, jws: await signDetached(key, bytes) } }
    },
  }
}

export type FeedSigning = ReturnType<typeof wireFeedSigning>

async function readThrough(path: string) {
  const file = await FeedFile.open(path)
  try {
    const encoding = encodingOf(await file.head())
    const inspection = canUnpack(encoding) ? await inspect(file.chunks(), encoding) : undefined
    return { encoding, inspection }
  } finally {
    await file.close()
  }
}

function isPrivateKey(key: unknown): key is { alg: SigningAlgorithm; kid: string; kty: string } {
  const { alg, kid, d } = Object(key) as Record<string, unknown>
  return (alg === 'ES256' || alg === 'EdDSA') && typeof kid === 'string' && typeof d === 'string'
}

function wrong(reason: string): Signing {
  return { kind: 'wrong', reason }
}
