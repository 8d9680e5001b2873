import { readFile } from 'node:fs/promises'
import { fetchWithin, type FetchLimits } from '../../kernel/fetch-within.gateway.js'
import { Unavailable } from '../../kernel/failures.js'
import { LARGEST_REGISTRY } from './registry-document.gateway.js'

/** Milliseconds for the whole list, and its bytes. */
const LIMITS = { time: 10_000, size: LARGEST_REGISTRY }

/** Fetches a list over the network: ten seconds, no detours, and no more than it may have. */
export async function fetchDocument(url: string, limits: FetchLimits = LIMITS): Promise<Buffer> {
  const { status, body } = await fetchWithin(url, {}, limits)
  if (status < 200 || status > 299 || body.length === 0) throw new Unavailable('identityProvider')
  return body
}

export function readDocument(file: string): Promise<Buffer> {
  return readFile(file)
}
