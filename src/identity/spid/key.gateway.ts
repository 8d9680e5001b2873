import { X509Certificate } from 'node:crypto'

/** A certificate in base64, as metadata carry it. */
export function base64Of(pem: string): string {
  return new X509Certificate(pem).raw.toString('base64')
}
