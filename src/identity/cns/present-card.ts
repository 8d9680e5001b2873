import { type Chance } from '../../kernel/chance.js'
import { type Clock } from '../../kernel/clock.js'
import { type Instant, later } from '../../kernel/instant.js'
import { drawSecret } from '../login-attempt.js'
import { CARD_ANSWER_LIFE, type CardAnswer } from './card-login.js'
import { type CheckCard } from './check-card.js'

export interface KeptAnswer {
  /** Fetches the answer, once. */
  code: string
  /** The digest of the login that it answers. */
  attempt: Buffer
  answer: CardAnswer
  expiresAt: Instant
}

export interface PresentCardPorts {
  checkCard: CheckCard
  /** Whether a login waits for its provider, or did. */
  findState: (attempt: Buffer, now: Instant) => Promise<'awaited' | 'over' | 'unknown'>
  keepAnswer: (kept: KeptAnswer) => Promise<void>
  clock: Clock
  chance: Chance
}

/** The card that the handshake proved, and the login that it was presented to. Gives the code that fetches the answer. */
export type PresentCard = (asked: {
  der: Uint8Array | undefined
  request: string
}) => Promise<string | undefined>

/**
 * Answers a login with a card. Whose card it is stays on our side: the browser carries a code that is good once, for
 * the login that it was made for, and for two minutes. A login that is over gets a code that lets nobody in: by it the
 * pages know where the person was going.
 */
export function presentCard(ports: PresentCardPorts): PresentCard {
  const { findState, keepAnswer, clock, chance } = ports
  return async ({ der, request }) => {
    const attempt = Buffer.from(request, 'base64url')
    const state = /^[\w-]{43}$/.test(request) ? await findState(attempt, clock.now()) : 'unknown'
    if (state === 'unknown') return undefined
    const answer = state === 'over' ? LATE : await answerTo(der, ports)
    const at = clock.now()
    const code = drawSecret(chance)
    await keepAnswer({ code, attempt, answer, expiresAt: later(at, CARD_ANSWER_LIFE) })
    return code
  }
}

const LATE: CardAnswer = { kind: 'late' }

async function answerTo(
  der: Uint8Array | undefined,
  { checkCard, clock }: PresentCardPorts,
): Promise<CardAnswer> {
  const verdict = await checkCard(der)
  if (verdict.kind !== 'holder') return verdict
  const { holder } = verdict
  return { kind: 'holder', person: { ...holder, method: 'cns', level: 3, provider: 'CNS', at: clock.now() } }
}
