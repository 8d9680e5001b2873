import { fetchWithin } from '../../kernel/fetch-within.gateway.js'

const LIMITS = { time: 60_000, size: 32 * 1024 * 1024 }

/** The list as it is published; nothing where it cannot be had. Its signature is what counts, not where it came from. */
export async function fetchTrustedList(url: string): Promise<string | undefined> {
  try {
    const { status, body } = await fetchWithin(url, { redirect: 'follow' }, LIMITS)
    return status === 200 ? body.toString('utf8') : undefined
  } catch {
    return undefined
  }
}
