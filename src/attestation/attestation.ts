import { type Instant } from '../kernel/instant.js'
import { type Token } from './token.js'

/** What a scan may show: only that a condition is recognised, or also which (decision 12, D7: the holder chooses). */
export const SHOWS = ['only', 'which'] as const
export type Shows = (typeof SHOWS)[number]

export function isShows(text: unknown): text is Shows {
  return text === 'only' || text === 'which'
}

/** The person's revocable entitlement to show status. It belongs to the person, not to a verbale (decision 12, D3). */
export interface Attestation {
  id: string
  /** The register entry it was issued to. */
  person: string
  token: Token
  shows: Shows
  issuedAt: Instant
  noticeVersion: number
  noticeReadAt: Instant
}

export type EndReason = 'revoked' | 'replaced'
