import {
  compactDecrypt,
  CompactSign,
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
} from 'jose'
import { type Jwk, publicJwk } from './jwk.js'
import { type Claims, ENCRYPTION, type Jose, OUR_ALGORITHM, type VerifiedJws, type VerifyJws } from './jws.js'

/** All cryptography of the CIE login, by one library (decision 22). */
export const joseGateway: Jose = {
  verify,
  sign: async (claims, key, typ) =>
    new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: OUR_ALGORITHM, kid: key.kid, typ })
      .sign(await importJWK(key, OUR_ALGORITHM)),
  decrypt: async (jwe, keys) => {
    const kid = headerOf(jwe)?.['kid']
    for (const key of keys.filter((one) => kid === undefined || one.kid === kid)) {
      const opened = await openWith(jwe, key)
      if (opened !== undefined) return opened
    }
    return undefined
  },
  readUnverified: (jws) => {
    try {
      return decodeJwt(jws)
    } catch {
      return undefined
    }
  },
}

async function verify(
  jws: string,
  { keys, algorithms, typ }: Parameters<VerifyJws>[1],
): Promise<VerifiedJws> {
  const header = headerOf(jws)
  if (!header) return { kind: 'refused', why: 'malformed' }
  const { alg } = header
  if (typeof alg !== 'string' || !algorithms.includes(alg)) return { kind: 'refused', why: 'algorithm' }
  if (typ !== undefined && header['typ'] !== typ) return { kind: 'refused', why: 'type' }
  const key = keys.find(({ kid }) => kid === header['kid'])
  if (!key) return { kind: 'unknownKey' }
  try {
    const { payload } = await compactVerify(jws, await importJWK(publicJwk(key), alg), {
      algorithms: [...algorithms],
    })
    const claims = JSON.parse(Buffer.from(payload).toString('utf8')) as unknown
    const isObject = typeof claims === 'object' && claims !== null && !Array.isArray(claims)
    return isObject ? { kind: 'verified', claims: claims as Claims } : { kind: 'refused', why: 'malformed' }
  } catch (error) {
    const isMalformed = error instanceof SyntaxError || error instanceof errors.JWSInvalid
    return { kind: 'refused', why: isMalformed ? 'malformed' : 'signature' }
  }
}

function headerOf(token: string): Record<string, unknown> | undefined {
  try {
    return decodeProtectedHeader(token)
  } catch {
    return undefined
  }
}

async function openWith(jwe: string, key: Jwk): Promise<string | undefined> {
  try {
    const { alg } = decodeProtectedHeader(jwe)
    const { plaintext } = await compactDecrypt(jwe, await importJWK(key, alg), {
      keyManagementAlgorithms: [...ENCRYPTION.alg],
      contentEncryptionAlgorithms: [...ENCRYPTION.enc],
    })
    return Buffer.from(plaintext).toString('utf8')
  } catch {
    return undefined
  }
}
