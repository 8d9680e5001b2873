import { formatInstant } from '../../kernel/instant.js'
import { type Manifest } from './signed-batch.js'

/** A manifest as it is signed and sent (docs/feed-batches.md). */
export function manifestText({
  sender,
  sequence,
  encoding,
  sha256,
  previous = null,
  lines,
  at,
}: Omit<Manifest, 'previous'> & { previous?: string | null | undefined }): string {
  const members = { sender, sequence, encoding, sha256, previous, lines, at: formatInstant(at) }
  return `${JSON.stringify(members, undefined, 2)}\n`
}
