import { readFile } from 'node:fs/promises'
import { Unavailable } from '../../kernel/failures.js'
import { LARGEST_REGISTRY } from './registry-document.gateway.js'

/** Milliseconds for the whole list, and its bytes. */
const LIMITS = { time: 10_000, size: LARGEST_REGISTRY }

/** Fetches a list over the network: ten seconds, no detours, and no more than it may have. */
export async function fetchDocument(url: string, limits = LIMITS): Promise<Buffer> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limits.time) })
  if (!answer.ok || !answer.body) throw new Unavailable('identityProvider')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    if ((size += chunk.length) > limits.size) throw new Unavailable('identityProvider')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function readDocument(file: string): Promise<Buffer> {
  return readFile(file)
}
