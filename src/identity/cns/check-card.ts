import { type Clock } from '../../kernel/clock.js'
import { type Card, type CardVerdict, judgeCard } from './card.js'

/** Whether an authority has taken a card back. `unknown`: nobody could say it in time, or what was said is too old. */
export type Revocation = 'good' | 'revoked' | 'unknown'

export interface CheckCardPorts {
  /** Nothing where the bytes are no certificate. */
  readCard: (der: Uint8Array) => Card | undefined
  /** The authority of the trusted list that issued it, its signature verified. */
  findIssuer: (card: Card) => Uint8Array | undefined
  askRevocation: (card: Card, issuer: Uint8Array) => Promise<Revocation>
  clock: Clock
}

/** Whose card it is, if it may be believed. The key has been proved by the handshake before. */
export type CheckCard = (der: Uint8Array | undefined) => Promise<CardVerdict>

/** Asks the cheap things first: nobody else is asked about a card that an authority of the list did not issue. */
export function checkCard({ readCard, findIssuer, askRevocation, clock }: CheckCardPorts): CheckCard {
  return async (der) => {
    if (!der) return { kind: 'refused', why: 'noCard' }
    const card = readCard(der)
    if (!card) return { kind: 'refused', why: 'unreadable' }
    const issuer = findIssuer(card)
    if (!issuer) return { kind: 'refused', why: 'unknownAuthority' }
    const verdict = judgeCard(card, clock.now())
    if (verdict.kind === 'refused') return verdict
    switch (await askRevocation(card, issuer)) {
      case 'good':
        return verdict
      case 'revoked':
        return { kind: 'refused', why: 'revoked' }
      // Fails closed: a card that was reported stolen must not open health data because a server is away.
      case 'unknown':
        return { kind: 'refused', why: 'revocationUnknown' }
    }
  }
}
