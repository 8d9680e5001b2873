import { type Clock } from '../kernel/clock.js'
import { later, SECOND } from '../kernel/instant.js'
import { type Log } from '../kernel/log.js'
import { circuitBreaker } from '../kernel/circuit-breaker.js'
import { type SendOutcome, type SendText } from './deliver-messages.js'

export interface HttpSmsSettings {
  url: string
  /** Sent as a bearer token (RFC 6750 §2.1). */
  token: string
  /** Milliseconds after which a silent gateway counts as failed. */
  timeLimit?: number
}

const TIME_LIMIT = 10 * SECOND

/**
 * A text-message provider that takes `POST {"to", "text", "idempotencyKey"}`. Nothing of its answer is read but the
 * status code; a redirection is a failure, since the token must not follow it.
 */
export function httpSmsGateway(
  { url, token, timeLimit = TIME_LIMIT }: HttpSmsSettings,
  { clock, log }: { clock: Clock; log: Log },
): SendText {
  const circuit = circuitBreaker(clock)
  return async ({ id, to, text }) => {
    if (!circuit.mayTry())
      return { kind: 'held', until: circuit.opensAgainAt() ?? later(clock.now(), SECOND) }
    const outcome = await post({ url, token, timeLimit }, { to, text, idempotencyKey: id })
    if (outcome.kind === 'failed') {
      if (circuit.failed()) log('outbox.circuitOpened', { failure: outcome.failure })
    } else {
      circuit.succeeded()
    }
    return outcome
  }
}

async function post(
  { url, token, timeLimit }: Required<HttpSmsSettings>,
  body: { to: string; text: string; idempotencyKey: string },
): Promise<Exclude<SendOutcome, { kind: 'held' }>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': body.idempotencyKey,
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit),
    })
    await response.body?.cancel()
    return judge(response.status)
  } catch (error) {
    // The class alone: the message of a network failure may quote what was sent.
    return { kind: 'failed', failure: error instanceof Error ? error.name : 'unknown' }
  }
}

/** Its own troubles and "too many" pass; our bad token is ours to mend, so the message waits; the rest it will never take. */
function judge(statusCode: number): Exclude<SendOutcome, { kind: 'held' }> {
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered' }
  const failure = `http${String(statusCode)}`
  const passes = statusCode >= 500 || [401, 403, 408, 425, 429].includes(statusCode)
  return passes ? { kind: 'failed', failure } : { kind: 'refused', failure }
}
