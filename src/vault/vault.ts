/** Where a sealed value lives: bound into the seal, so that a blob moved to another row does not open. */
export interface Place {
  table: string
  row: string
}

/** What a look-up code is made of. Each has a key of its own: two leaked columns cannot be joined. */
export type MacPurpose = 'codiceFiscale' | 'protocollo' | 'phone' | 'content' | 'approvalCode' | 'identity'

/** SHA-256 of a value that is random enough by itself (a token, a session id). */
export type Digest = (text: string) => Buffer

/** Seals what must not be read from a stolen dump, and finds it again without opening it (design.md D6). */
export interface Vault {
  /** The name of the key that seals now. */
  current: string
  /** AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce; the result names its key. */
  seal: (place: Place, clear: string) => Buffer
  /** Throws a `Bug` where the blob was altered, moved, or its key is not known. */
  open: (place: Place, sealed: Uint8Array) => string
  /** HMAC-SHA-256 (RFC 2104), 32 bytes: what is written. */
  mac: (purpose: MacPurpose, text: string) => Buffer
  /** What is looked for: the same, and while keys are being rotated those of the other keys too; the current first. */
  macs: (purpose: MacPurpose, text: string) => Buffer[]
  digest: Digest
}

/** The keys in force: `sealing` writes with `current`, and reads with whichever key the blob names. */
export interface VaultKeys {
  current: string
  sealing: Record<string, Buffer>
  macs: LookUpKeys
  /** Sets of look-up keys that find, and write no more or not yet. */
  otherMacs: LookUpKeys[]
}

export type LookUpKeys = Record<MacPurpose, Buffer>
