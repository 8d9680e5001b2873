import { type LookUpKeys, type MacPurpose, type VaultKeys } from './vault.js'

/** A key file: 32 bytes each, in base64. Sealing keys by name; the current one writes, the others still read. */
export interface KeyFile {
  current: string
  sealing: Record<string, string>
  /** The look-up keys that go with every sealing key that has none of its own. */
  macs: LookUps
  /** Look-up keys by the sealing key they came with: what it seals is filed under them. */
  lookUps?: Record<string, LookUps>
}

export type LookUps = Record<MacPurpose, string>

export const PURPOSES: readonly MacPurpose[] = [
  'codiceFiscale',
  'protocollo',
  'phone',
  'content',
  'approvalCode',
  'identity',
]

/** Public, and the same for everybody: they announce themselves, and production refuses them. */
export const DEVELOPMENT_KEYS: KeyFile = {
  current: 'development',
  sealing: { development: publicKey(0) },
  macs: Object.fromEntries(PURPOSES.map((purpose, index) => [purpose, publicKey(index + 1)])) as Record<
    MacPurpose,
    string
  >,
}

/** Reads a key file. Throws where a key is missing, short, or used twice. */
export function keysFrom(file: unknown): VaultKeys {
  const { current, sealing, macs, lookUps = {} } = file as KeyFile
  const [first, ...others] = distinct([lookUps[current] ?? macs, macs, ...Object.values(lookUps)])
  const keys: VaultKeys = {
    current,
    sealing: Object.fromEntries(Object.entries(sealing).map(([kid, key]) => [kid, decode(key)])),
    macs: decodeAll(first ?? macs),
    otherMacs: others.map(decodeAll),
  }
  if (!keys.sealing[current]) throw new TypeError('the current sealing key is missing')
  const all = allOf(keys).map((key) => key.toString('hex'))
  if (new Set(all).size !== all.length) throw new TypeError('a key is used twice')
  return keys
}

export function isDevelopmentKey(keys: VaultKeys): boolean {
  const development = new Set(allOf(keysFrom(DEVELOPMENT_KEYS)).map((key) => key.toString('hex')))
  return allOf(keys).some((key) => development.has(key.toString('hex')))
}

function allOf({ sealing, macs, otherMacs }: VaultKeys): Buffer[] {
  return [sealing, macs, ...otherMacs].flatMap((keys) => Object.values(keys))
}

/** Several sealing keys may go with one set. */
function distinct(sets: LookUps[]): LookUps[] {
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()]
}

function decodeAll(set: LookUps): LookUpKeys {
  return Object.fromEntries(PURPOSES.map((purpose) => [purpose, decode(set[purpose])])) as LookUpKeys
}

function decode(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32) throw new TypeError('a key is not 32 bytes in base64')
  return key
}

function publicKey(index: number): string {
  return Buffer.from(`attesta-development-key-${String(index).padStart(8, '0')}`).toString('base64')
}
