import { type Jwk } from '../cie/jwk.js'
import { type CieDemoKeys } from './cie-demo.js'

/** A fresh RSA key of 2048 bits under a name. */
export async function drawKey(kid: string): Promise<Jwk> {
  const { exportJWK, generateKeyPair } = await import('jose')
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kty: 'RSA', kid }
}

let drawn: Promise<CieDemoKeys> | undefined

/** The demonstration's keys: drawn at the first login with CIE, not at the start, and gone with the process. */
export function demoKeys(): Promise<CieDemoKeys> {
  return (drawn ??= drawAll())
}

async function drawAll(): Promise<CieDemoKeys> {
  const names = ['anchor', 'providerFederation', 'providerCore', 'federation', 'signing', 'encryption']
  const keys = await Promise.all(names.map((name) => drawKey(`demo-${name}`)))
  const of = (name: string) => keys.filter(({ kid }) => kid === `demo-${name}`) as [Jwk, ...Jwk[]]
  return {
    anchor: of('anchor'),
    providerFederation: of('providerFederation'),
    providerCore: of('providerCore'),
    ours: { federation: of('federation'), signing: of('signing'), encryption: of('encryption') },
  }
}
