import { type Log } from '../kernel/log.js'
import { type SealKey } from './certificate.js'
import { cmsOf, sha256, signedAttributes } from './cms.gateway.js'
import { LARGEST_TOKEN, type Stamp } from './timestamp.gateway.js'

/** How the seals were made since the start: as B-B, as B-T, or as B-B because the time-stamp authority was away. */
export type SealCounts = Record<'plain' | 'timestamped' | 'withoutTimestamp', number>

export interface MakingSeal {
  signed: Uint8Array[]
  counts: SealCounts
  log: Log
}

/** Makes a seal. A time-stamp authority that is away costs the seal its time-stamp, never the person the document. */
export async function makeSeal(
  { sign, certificate, chain }: SealKey,
  stamp: Stamp | undefined,
  { signed, counts, log }: MakingSeal,
): Promise<Uint8Array> {
  const digest = sha256(signed)
  const signature = await sign(signedAttributes({ digest, certificate }))
  const timestamp = await stamp?.(signature)
  counts[timestamp ? 'timestamped' : stamp ? 'withoutTimestamp' : 'plain'] += 1
  if (stamp && !timestamp) log('seal.withoutTimestamp')
  return cmsOf({ digest, certificate, chain, signature, timestamp })
}

/** What a CMS takes without certificates and time-stamp, and some more. */
const FRAME = 640

/** The size of a seal at most. */
export function roomFor({ certificate, chain }: SealKey, timestamped: boolean): number {
  const certificates = [certificate, ...chain].reduce((sum, { der }) => sum + der.length, 0)
  const issuer = certificate.der.length
  return FRAME + issuer + certificates + (timestamped ? LARGEST_TOKEN : 0)
}
