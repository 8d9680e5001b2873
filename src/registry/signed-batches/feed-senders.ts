import { isSender } from './read-manifest.js'

/** The only two ways to sign: ES256 (RFC 7518 §3.4) and EdDSA over Ed25519 (RFC 8037 §3.1). */
export type SigningAlgorithm = 'ES256' | 'EdDSA'

/** A public key of a sender. The algorithm is the key's own, whatever a signature says of itself (RFC 8725 §3.1). */
export type SenderKey = { kid: string; alg: SigningAlgorithm } & (
  { kty: 'EC'; crv: 'P-256'; x: string; y: string } | { kty: 'OKP'; crv: 'Ed25519'; x: string }
)

/** Whom the feed is taken from: several keys while one takes over from another. */
export type FeedSenders = ReadonlyMap<string, readonly SenderKey[]>

/**
 * Reads `{"SENDER": {"keys": [JWK, …]}}`, a JWK Set (RFC 7517 §5) for each sender. Throws a `TypeError` that says which
 * entry is wrong, and never quotes a key.
 */
export function sendersFrom(file: unknown): FeedSenders {
  if (!isRecord(file) || Object.keys(file).length === 0) throw new TypeError('names no sender')
  return new Map(Object.entries(file).map(([sender, set]) => [sender, keysOf(sender, set)]))
}

function keysOf(sender: string, set: unknown): SenderKey[] {
  if (!isSender(sender)) throw new TypeError('a sender is named with other than a-z, 0-9, "." and "-"')
  const keys = isRecord(set) && Array.isArray(set.keys) ? (set.keys as unknown[]) : []
  if (keys.length === 0) throw new TypeError(`${sender} has no keys`)
  const read = keys.map((key, index) => senderKeyFrom(key, `key ${String(index + 1)} of ${sender}`))
  if (new Set(read.map(({ kid }) => kid)).size < read.length)
    throw new TypeError(`two keys of ${sender} have the same kid`)
  return read
}

function senderKeyFrom(key: unknown, name: string): SenderKey {
  if (!isRecord(key)) throw new TypeError(`${name} is no JWK`)
  const { kid, kty, crv, alg, x, y } = key
  if ('d' in key) throw new TypeError(`${name} is a private key: only the public half belongs here`)
  if (typeof kid !== 'string' || kid === '' || kid.length > 100) throw new TypeError(`${name} has no kid`)
  const isWhole = (coordinate: unknown): coordinate is string =>
    typeof coordinate === 'string' && /^[\w-]{43}$/.test(coordinate)
  if (kty === 'EC' && crv === 'P-256' && isWhole(x) && isWhole(y) && (alg ?? 'ES256') === 'ES256')
    return { kid, alg: 'ES256', kty, crv, x, y }
  if (kty === 'OKP' && crv === 'Ed25519' && isWhole(x) && (alg ?? 'EdDSA') === 'EdDSA')
    return { kid, alg: 'EdDSA', kty, crv, x }
  throw new TypeError(`${name} is neither a P-256 key for ES256 nor an Ed25519 key for EdDSA`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
