import { type Instant } from '../kernel/instant.js'

/** A certificate as far as a seal needs it (RFC 5280). */
export interface Certificate {
  /** As it was issued, DER. */
  der: Uint8Array
  from: Instant
  until: Instant
  /** It may issue others, and so seals nothing. */
  isAuthority: boolean
  /** It signs time-stamps (RFC 3161 §2.3), and so seals nothing. */
  stampsTime: boolean
}

/** Signs bytes with P-256 and SHA-256; gives the signature as `ECDSA-Sig-Value` (RFC 5480 appendix A). The key stays where it is. */
export type Sign = (bytes: Uint8Array) => Promise<Uint8Array>

/** A key that seals, and who vouches for it. */
export interface SealKey {
  sign: Sign
  certificate: Certificate
  /** From the issuer of the certificate upwards. */
  chain: Certificate[]
  /** Made by the demonstration for itself: says nothing to anybody else. */
  isDemo: boolean
}

export function isSameCertificate(one: Certificate, other: Certificate): boolean {
  return areSameBytes(one.der, other.der)
}

/** Whether a certificate was valid at an instant, both ends included (RFC 5280 §4.1.2.5). */
export function wasValid({ from, until }: Certificate, at: Instant): boolean {
  return from <= at && at <= until
}

export function areSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, place) => byte === other[place])
}
