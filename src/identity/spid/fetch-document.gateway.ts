import { readFile } from 'node:fs/promises'
import { Unavailable } from '../../kernel/failures.js'
import { LARGEST_REGISTRY } from './registry-document.gateway.js'

const FETCH_LIMIT = 10_000

/** Fetches a list over the network: ten seconds, no detours, and no more than it may have. */
export async function fetchDocument(url: string): Promise<Buffer> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_LIMIT) })
  if (!answer.ok || !answer.body) throw new Unavailable('identityProvider')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    if ((size += chunk.length) > LARGEST_REGISTRY) throw new Unavailable('identityProvider')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function readDocument(file: string): Promise<Buffer> {
  return readFile(file)
}
