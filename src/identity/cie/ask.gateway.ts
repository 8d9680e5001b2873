import { fetchWithin, type FetchLimits, TooLarge } from '../../kernel/fetch-within.gateway.js'
import { SECOND } from '../../kernel/instant.js'
import { type Ask } from './ask.js'

/** A person waits; a chain takes three questions and a login two. */
export const ASK_LIMITS: FetchLimits = { time: 3 * SECOND, size: 256 * 1024 }

/** Asks over the network. A redirection is no answer: what was pinned and agreed is one address. */
export function askOverHttp(limits: FetchLimits = ASK_LIMITS): Ask {
  return async ({ url, form, bearer }) => {
    const init = {
      method: form ? 'POST' : 'GET',
      ...(form && { body: new URLSearchParams(form) }),
      ...(bearer !== undefined && { headers: { authorization: `Bearer ${bearer}` } }),
    }
    try {
      const { status, body } = await fetchWithin(url, init, limits)
      return { kind: 'answered', status, body: body.toString('utf8') }
    } catch (error) {
      if (error instanceof TooLarge) return { kind: 'away', failure: 'tooLarge' }
      // The class alone: the message of a network failure may quote what was sent.
      return { kind: 'away', failure: error instanceof Error ? error.name : 'unknown' }
    }
  }
}
