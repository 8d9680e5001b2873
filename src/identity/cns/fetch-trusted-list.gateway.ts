const TIME_LIMIT = 60_000
const LARGEST = 32 * 1024 * 1024

/** The list as it is published; nothing where it cannot be had. Its signature is what counts, not where it came from. */
export async function fetchTrustedList(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIME_LIMIT) })
    if (response.status !== 200) return undefined
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of response.body ?? []) {
      parts.push(part as Uint8Array)
      if ((size += (part as Uint8Array).length) > LARGEST) return undefined
    }
    return Buffer.concat(parts).toString('utf8')
  } catch {
    return undefined
  }
}
