import { type Clock } from '../../kernel/clock.js'
import { fetchWithin } from '../../kernel/fetch-within.gateway.js'
import { HOUR, type Instant, later, MINUTE } from '../../kernel/instant.js'
import { type Card } from './card.js'
import { type CheckCardPorts, type Revocation } from './check-card.js'
import { readRevocationList, type RevocationList } from './crl.gateway.js'
import { ocspRequest, readOcspAnswer } from './ocsp.gateway.js'

export interface RevocationSettings {
  clock: Clock
  /** Milliseconds that each server has: the person waits. */
  timeLimit?: number
}

const TIME_LIMIT = 2000
/** How long an answer is kept at most: a card that is reported stolen is soon known to be. */
const KEPT = 10 * MINUTE
const LIST_KEPT = HOUR
const MOST_KEPT = 5000
const MOST_LISTS = 24
const LARGEST_ANSWER = 64 * 1024
const LARGEST_LIST = 32 * 1024 * 1024

/**
 * Asks whether a card was revoked: its authority's responder (OCSP), else the list that the card names (CRL). Only
 * addresses in certificates that an authority of the trusted list has signed are asked. Whoever is silent for too
 * long, or says what cannot be believed, has said nothing.
 */
export function revocationAsker({
  clock,
  timeLimit = TIME_LIMIT,
}: RevocationSettings): CheckCardPorts['askRevocation'] {
  const answers = keptUntil<Revocation>(MOST_KEPT)
  const lists = keptUntil<RevocationList>(MOST_LISTS)
  const loading = new Map<string, Promise<RevocationList | undefined>>()

  const askResponder = async (url: string, card: Card, issuer: Uint8Array) => {
    const body = await ocspRequest({ card, issuer })
    const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' }
    const bytes = await fetched(
      url,
      { method: 'POST', headers, body },
      { timeLimit, largest: LARGEST_ANSWER },
    )
    return bytes && readOcspAnswer(bytes, { card, issuer, now: clock.now() })
  }

  const loadList = async (key: string, url: string, card: Card, issuer: Uint8Array) => {
    const bytes = await fetched(url, {}, { timeLimit, largest: LARGEST_LIST })
    const list = bytes && readRevocationList(bytes, { issuer, urls: card.crlUrls })
    const now = clock.now()
    if (!list || list.from > now || list.until < now) return undefined
    lists.keep(key, list, Math.min(list.until, later(now, LIST_KEPT)) as Instant, now)
    return list
  }

  /** Several cards of one authority wait for one list. What one authority signed says nothing of another's cards. */
  const listAt = (url: string, card: Card, issuer: Uint8Array) => {
    const key = `${url} ${Buffer.from(issuer).toString('base64')}`
    const kept = lists.find(key, clock.now())
    if (kept) return Promise.resolve(kept)
    const running = loading.get(key)
    if (running) return running
    const started = loadList(key, url, card, issuer).finally(() => loading.delete(key))
    loading.set(key, started)
    return started
  }

  return async (card, issuer) => {
    const key = Buffer.from(card.der).toString('base64')
    const kept = answers.find(key, clock.now())
    if (kept) return kept
    for (const url of card.ocspUrls) {
      const answer = await askResponder(url, card, issuer)
      if (!answer || answer.revocation === 'unknown') continue
      const now = clock.now()
      answers.keep(key, answer.revocation, Math.min(answer.until, later(now, KEPT)) as Instant, now)
      return answer.revocation
    }
    for (const url of card.crlUrls) {
      const list = await listAt(url, card, issuer)
      if (list) return list.has(card.serial) ? 'revoked' : 'good'
    }
    return 'unknown'
  }
}

/** The body of an answer with status 200, whole and in time; redirects are not followed. */
async function fetched(
  url: string,
  init: RequestInit,
  { timeLimit, largest }: { timeLimit: number; largest: number },
): Promise<Uint8Array | undefined> {
  try {
    const { status, body } = await fetchWithin(url, init, { time: timeLimit, size: largest })
    return status === 200 ? new Uint8Array(body) : undefined
  } catch {
    return undefined
  }
}

/** Remembers so many things, each until an instant; the oldest goes first. */
function keptUntil<T>(most: number) {
  const kept = new Map<string, { value: T; until: Instant }>()
  return {
    find: (key: string, now: Instant): T | undefined => {
      const found = kept.get(key)
      return found && found.until > now ? found.value : undefined
    },
    keep: (key: string, value: T, until: Instant, now: Instant): void => {
      kept.delete(key)
      if (until <= now) return
      kept.set(key, { value, until })
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
  }
}
