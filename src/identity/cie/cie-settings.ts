import { type CieKeys, type Jwk } from './jwk.js'

/** A mark that the trust anchor gives at registration. CIE names it by `id`, where the final standard says `trust_mark_type`. */
export interface TrustMark {
  id: string
  trust_mark: string
}

/** What an institution agrees with the CIE federation (docs/going-live.md). */
export interface CieSettings {
  /** Who we are there, byte for byte as registered: an address of ours. */
  clientId: string
  trustAnchor: string
  /** The trust anchor's keys, pinned: whatever it says is believed by them alone. */
  trustAnchorKeys: Jwk[]
  /** The identity provider. */
  provider: string
  trustMarks: TrustMark[]
  /** Whom the federation writes to: a certified mailbox. */
  contact: string
}

/** Settings with keys, both as they are known when a login needs them. */
export interface CieIdentity extends CieSettings {
  keys: CieKeys
}

/** Reads a file of trust marks: a list, or one. Throws where it is none. */
export function readTrustMarks(value: unknown): TrustMark[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value]
  return list.map((mark) => {
    const { id, trust_mark } = (mark ?? {}) as Partial<TrustMark>
    if (typeof id !== 'string' || typeof trust_mark !== 'string')
      throw new TypeError('holds a trust mark without id or trust_mark')
    return { id, trust_mark }
  })
}

/** The well-known address of an entity (OpenID Federation 1.0 §9): a closing slash is not doubled. */
export function wellKnownOf(entity: string): string {
  return `${entity.replace(/\/$/, '')}/.well-known/openid-federation`
}
