import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { type Jwk } from './jwk.js'

/** A fresh private RSA key, named by its thumbprint (RFC 7638) or as asked. CIE advises 4096 bits, and takes 2048. */
export async function drawKey({ bits, kid }: { bits: 2048 | 4096; kid?: string }): Promise<Jwk> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: bits, extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kty: 'RSA', kid: kid ?? (await calculateJwkThumbprint(jwk)) }
}
