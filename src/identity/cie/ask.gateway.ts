import { SECOND } from '../../kernel/instant.js'
import { type Ask } from './ask.js'

export interface AskLimits {
  /** Milliseconds for the whole answer. */
  time: number
  /** Bytes. */
  size: number
}

/** A person waits; a chain takes three questions and a login two. */
export const ASK_LIMITS: AskLimits = { time: 3 * SECOND, size: 256 * 1024 }

/** Asks over the network. A redirection is no answer: what was pinned and agreed is one address. */
export function askOverHttp({ time, size }: AskLimits = ASK_LIMITS): Ask {
  return async ({ url, form, bearer }) => {
    try {
      const response = await fetch(url, {
        method: form ? 'POST' : 'GET',
        ...(form && { body: new URLSearchParams(form) }),
        ...(bearer !== undefined && { headers: { authorization: `Bearer ${bearer}` } }),
        redirect: 'error',
        signal: AbortSignal.timeout(time),
      })
      const parts: Uint8Array[] = []
      let read = 0
      for await (const part of response.body ?? []) {
        read += (part as Uint8Array).length
        if (read > size) return { kind: 'away', failure: 'tooLarge' }
        parts.push(part as Uint8Array)
      }
      return { kind: 'answered', status: response.status, body: Buffer.concat(parts).toString('utf8') }
    } catch (error) {
      // The class alone: the message of a network failure may quote what was sent.
      return { kind: 'away', failure: error instanceof Error ? error.name : 'unknown' }
    }
  }
}
