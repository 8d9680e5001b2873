export interface FetchLimits {
  /** Milliseconds for the whole answer. */
  time: number
  /** Bytes. */
  size: number
}

export interface Fetched {
  status: number
  body: Buffer
}

/** The answer has more bytes than it may; nothing of it is kept. */
export class TooLarge extends Error {
  override name = 'TooLarge'
}

/** The answer was not whole in time. */
export class TooSlow extends Error {
  override name = 'TooSlow'
}

/**
 * Asks over HTTP and reads the answer whole, within its limits; a redirection is followed only where `init` says so. Throws
 * `TooLarge`, `TooSlow`, or what `fetch` throws of a server that is away.
 */
export async function fetchWithin(
  url: string,
  init: RequestInit,
  { time, size }: FetchLimits,
): Promise<Fetched> {
  const end = new AbortController()
  let timer: NodeJS.Timeout | undefined
  // Raced, and not left to the signal alone: once `fetch` has the head, only its request holds on to the signal, and nobody
  // holds on to the request. An end that was collected never came.
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TooSlow())
    }, time)
  })
  try {
    return await Promise.race([read(url, { redirect: 'error', ...init }, size, end.signal), over])
  } finally {
    clearTimeout(timer)
    end.abort()
  }
}

async function read(url: string, init: RequestInit, size: number, end: AbortSignal): Promise<Fetched> {
  const { status, body } = await fetch(url, { ...init, signal: end })
  const reader = body?.getReader()
  const giveUp = () => void reader?.cancel().catch(() => undefined)
  if (end.aborted) giveUp()
  end.addEventListener('abort', giveUp)
  const parts: Uint8Array[] = []
  let length = 0
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    const bytes = part.value as Uint8Array
    if ((length += bytes.length) > size) throw new TooLarge()
    parts.push(bytes)
  }
  return { status, body: Buffer.concat(parts) }
}
