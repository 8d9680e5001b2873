import { createSign, createVerify } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { LARGEST_MESSAGE } from './strict-xml.gateway.js'

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

/** A message in an address, with its signature beside it (saml-bindings §3.4.4). */
export function redirectAddress(
  location: string,
  message: { name: 'SAMLRequest' | 'SAMLResponse'; text: string; relayState: string | undefined },
  privateKey: string,
): string {
  const signed = [
    [message.name, deflateRawSync(Buffer.from(message.text)).toString('base64')],
    ...(message.relayState === undefined ? [] : [['RelayState', message.relayState]]),
    ['SigAlg', RSA_SHA256],
  ]
    .map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64')
  const sign = location.includes('?') ? '&' : '?'
  return `${location}${sign}${signed}&Signature=${encodeURIComponent(signature)}`
}

/** The message of a query, if one of these certificates signed it as it stands there. */
export function readRedirect(
  query: string,
  name: 'SAMLRequest' | 'SAMLResponse',
  certificates: readonly string[],
): Buffer | undefined {
  const raw = new Map(query.split('&').map((part) => [part.slice(0, part.indexOf('=')), part]))
  const signed = [name, 'RelayState', 'SigAlg'].flatMap((key) => raw.get(key) ?? []).join('&')
  const values = new URLSearchParams(query)
  if (values.get('SigAlg') !== RSA_SHA256) return undefined
  const signature = Buffer.from(values.get('Signature') ?? '', 'base64')
  const isTrue = certificates.some((certificate) =>
    createVerify('RSA-SHA256').update(signed).verify(certificate, signature),
  )
  if (!isTrue) return undefined
  return inflated(values.get(name) ?? '')
}

/** The message of a query, whoever sent it. */
export function inflated(base64: string): Buffer | undefined {
  try {
    return inflateRawSync(Buffer.from(base64, 'base64'), { maxOutputLength: LARGEST_MESSAGE })
  } catch {
    return undefined
  }
}
