import { type KeyObject, verify } from 'node:crypto'

/** Signatures that authorities make (RFC 8017, RFC 5758); none with SHA-1. */
const DIGEST: Record<string, string> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}

export interface Signed {
  bytes: Uint8Array
  algorithm: string
  signature: Uint8Array
}

/** Whether a key made a signature over exactly these bytes. */
export function isSignedBy(key: KeyObject, { bytes, algorithm, signature }: Signed): boolean {
  const digest = DIGEST[algorithm]
  return digest !== undefined && verify(digest, bytes, key, signature)
}
