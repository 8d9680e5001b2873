/** A key as JSON (RFC 7517): of its members only those that we decide by are named. */
export interface Jwk {
  kty: string
  kid: string
  [member: string]: unknown
}

/** The three jobs of our keys: the CIE rules ask for a set of its own for each. */
export const KEY_JOBS = ['federation', 'signing', 'encryption'] as const
export type KeyJob = (typeof KEY_JOBS)[number]

/** What a key of ours does now (member `state` in our file): the one that worked before is `former`. */
export type KeyState = 'works' | 'prepared' | 'former'

/**
 * Our private keys. The first of each set works; all are published, so that one can be known before it works and
 * still be known afterwards. Files of before have no `state`.
 */
export type CieKeys = Record<KeyJob, [Jwk, ...Jwk[]]>

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'state']

/** What of a key may be shown (RFC 7518 §6.3.2 lists what may not); what it does is for us alone. */
export function publicJwk(jwk: Jwk): Jwk {
  const shown = Object.entries(jwk).filter(([member]) => !PRIVATE_MEMBERS.includes(member))
  return { ...Object.fromEntries(shown), kty: jwk.kty, kid: jwk.kid }
}

/** Reads a set of keys (RFC 7517 §5). Throws where it is none. */
export function readJwks(value: unknown): [Jwk, ...Jwk[]] {
  const keys = (value as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys) || keys.length === 0) throw new TypeError('holds no keys')
  for (const key of keys as unknown[]) if (!isJwk(key)) throw new TypeError('holds a key without kty or kid')
  if (new Set((keys as Jwk[]).map(({ kid }) => kid)).size !== keys.length)
    throw new TypeError('holds the same kid twice')
  return keys as [Jwk, ...Jwk[]]
}

function isJwk(key: unknown): key is Jwk {
  const { kty, kid } = (key ?? {}) as Partial<Jwk>
  return typeof kty === 'string' && typeof kid === 'string'
}

/** Reads our key file: three sets of private RSA keys of 2048 bits or more, no key in two of them. */
export function readCieKeys(value: unknown): CieKeys {
  const file = value as Partial<Record<KeyJob, unknown>> | null
  const keys = Object.fromEntries(KEY_JOBS.map((job) => [job, readJwks({ keys: file?.[job] })])) as CieKeys
  for (const job of KEY_JOBS) if (!isInOrder(keys[job])) throw new TypeError(`has a wrong state in ${job}`)
  const all = KEY_JOBS.flatMap((job) => keys[job])
  for (const { kty, d, n } of all) {
    if (kty !== 'RSA' || typeof d !== 'string' || typeof n !== 'string')
      throw new TypeError('holds a key that is no private RSA key')
    if (Buffer.from(n, 'base64url').length < 256) throw new TypeError('holds a key of less than 2048 bits')
  }
  if (new Set(all.map(({ n }) => n)).size !== all.length) throw new TypeError('uses a key for two jobs')
  return keys
}

/** The first works and no other does; one at most is prepared. */
function isInOrder([first, ...others]: [Jwk, ...Jwk[]]): boolean {
  const known = others.every(({ state }) => state === undefined || state === 'prepared' || state === 'former')
  const prepared = others.filter(({ state }) => state === 'prepared')
  return known && prepared.length <= 1 && (first.state === undefined || first.state === 'works')
}
