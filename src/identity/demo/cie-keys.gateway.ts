import { drawKey } from '../cie/draw-key.gateway.js'
import { type Jwk } from '../cie/jwk.js'
import { type CieDemoKeys } from './cie-demo.js'

let drawn: Promise<CieDemoKeys> | undefined

/** The demonstration's keys: drawn at the first login with CIE, not at the start, and gone with the process. */
export function demoKeys(): Promise<CieDemoKeys> {
  return (drawn ??= drawAll())
}

async function drawAll(): Promise<CieDemoKeys> {
  const names = ['anchor', 'providerFederation', 'providerCore', 'federation', 'signing', 'encryption']
  const keys = await Promise.all(names.map((name) => drawKey({ bits: 2048, kid: `demo-${name}` })))
  const of = (name: string) => keys.filter(({ kid }) => kid === `demo-${name}`) as [Jwk, ...Jwk[]]
  return {
    anchor: of('anchor'),
    providerFederation: of('providerFederation'),
    providerCore: of('providerCore'),
    ours: { federation: of('federation'), signing: of('signing'), encryption: of('encryption') },
  }
}
