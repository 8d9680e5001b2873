import { type Instant } from '../../kernel/instant.js'

/** What of a national trusted list counts here (ETSI TS 119 612). */
export interface TrustedList {
  sequence: number
  issuedAt: Instant
  nextUpdate: Instant
  /** Certificates of the authorities that issue authentication cards, DER in base64. */
  authorities: string[]
}

/** Why a list is not taken. */
export type ListFault = 'unreadable' | 'notSigned' | 'wrongSigner' | 'expired' | 'older' | 'empty'

export type ListReading = { kind: 'read'; list: TrustedList } | { kind: 'refused'; fault: ListFault }

/**
 * Whether a list that was read may take the place of the one in force: lists are numbered, and an old one, though truly
 * signed, would bring back an authority that was struck off.
 */
export function faultBeside(
  list: TrustedList,
  { inForce, now }: { inForce: TrustedList | undefined; now: Instant },
): ListFault | undefined {
  if (list.nextUpdate < now) return 'expired'
  if (inForce && list.sequence < inForce.sequence) return 'older'
  return list.authorities.length === 0 ? 'empty' : undefined
}
