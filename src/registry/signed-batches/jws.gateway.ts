import {
  compactVerify,
  CompactSign,
  exportJWK,
  generateKeyPair,
  type GenerateKeyPairResult,
  importJWK,
  type JWK,
} from 'jose'
import { readStrictJson } from '../../kernel/strict-json.js'
import { type SenderKey, type SigningAlgorithm } from './feed-senders.js'

/** The key that a detached signature names, or nothing where its header is not exactly `alg` and `kid`. */
export function keyNamedBy(jws: string): string | undefined {
  const [header = ''] = jws.split('.', 1)
  const reading = readStrictJson(Buffer.from(header, 'base64url').toString())
  const { alg, kid, ...others } = Object(reading.kind === 'read' ? reading.value : undefined) as Record<
    string,
    unknown
  >
  // No `crit`, `jwk`, `jku`, `x5c`, `b64`: what is not there cannot be misread.
  if (typeof alg !== 'string' || typeof kid !== 'string' || Object.keys(others).length > 0) return undefined
  return kid
}

/** Whether a detached JWS (RFC 7515 appendix F) is that key's signature of these bytes, by that key's algorithm. */
export async function isSignedBy(key: SenderKey, payload: Uint8Array, jws: string): Promise<boolean> {
  const [header, detached, signature, ...others] = jws.split('.')
  if (!header || detached !== '' || !signature || others.length > 0) return false
  try {
    const attached = `${header}.${Buffer.from(payload).toString('base64url')}.${signature}`
    await compactVerify(attached, await importJWK(key, key.alg), { algorithms: [key.alg] })
    return true
  } catch {
    return false
  }
}

/** Signs as a sender does: for those who test. */
export async function signDetached(key: JWK & { alg: string }, payload: Uint8Array): Promise<string> {
  const header = { alg: key.alg, ...(key.kid === undefined ? {} : { kid: key.kid }) }
  const jws = await new CompactSign(payload).setProtectedHeader(header).sign(await importJWK(key, key.alg))
  return jws.replace(/\.[^.]*\./, '..')
}

/** A new key pair, as JWKs. */
export async function newSigningKey(
  kid: string,
  alg: SigningAlgorithm,
): Promise<{ privateKey: JWK; publicKey: JWK }> {
  const options = { extractable: true, ...(alg === 'EdDSA' ? { crv: 'Ed25519' } : {}) }
  const pair = await generateKeyPair(alg, options)
  const named = async (key: GenerateKeyPairResult['privateKey']) => ({
    kid,
    alg,
    use: 'sig',
    ...(await exportJWK(key)),
  })
  return { privateKey: await named(pair.privateKey), publicKey: await named(pair.publicKey) }
}
