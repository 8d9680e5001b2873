import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
} from 'node:crypto'
import { type Chance } from '../kernel/chance.js'
import { Bug } from '../kernel/failures.js'
import { type LookUpKeys, type MacPurpose, type Vault, type VaultKeys } from './vault.js'

const NONCE = 12
const TAG = 16
/** Nonces drawn together: asking for twelve random bytes costs as much as sealing them would. */
const DRAWN = 256

/**
 * Layout of a sealed blob: one byte length of the key's name, its name, nonce (12), tag (16), ciphertext.
 * The associated data are table and row.
 */
export function openVault(keys: VaultKeys, chance: Chance): Vault {
  const sealing = new Map(Object.entries(keys.sealing).map(([kid, key]) => [kid, createSecretKey(key)]))
  const macKeys = [keys.macs, ...keys.otherMacs].map(secretKeys)
  const current = sealing.get(keys.current)
  if (!current) throw new Bug('the current sealing key is not among the keys')
  const header = Buffer.concat([Buffer.from([keys.current.length]), Buffer.from(keys.current, 'latin1')])
  const nextNonce = drawNonces(chance)

  return {
    current: keys.current,
    seal: ({ table, row }, clear) => {
      const nonce = nextNonce()
      const cipher = createCipheriv('aes-256-gcm', current, nonce)
      cipher.setAAD(Buffer.from(`${table}/${row}`))
      const body = cipher.update(clear, 'utf8')
      // GCM is a stream: its end adds nothing to the body, and makes the tag.
      const end = cipher.final()
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body, end])
    },
    open: ({ table, row }, sealed) => {
      const blob = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      const start = 1 + (blob[0] ?? 0)
      const key = sealing.get(blob.toString('latin1', 1, start))
      if (!key) throw new Bug('a blob is sealed with a key that is not configured')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(start, start + NONCE), {
          authTagLength: TAG,
        })
        decipher.setAAD(Buffer.from(`${table}/${row}`))
        decipher.setAuthTag(blob.subarray(start + NONCE, start + NONCE + TAG))
        return decipher.update(blob.subarray(start + NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new Bug(`a sealed value of ${table} does not open`, { cause })
      }
    },
    mac: (purpose, text) => macOf(macKeys[0], purpose, text),
    macs: (purpose, text) => macKeys.map((set) => macOf(set, purpose, text)),
    digest: (text) => createHash('sha256').update(text).digest(),
  }
}

/** Each of them is given once; they are no secret. */
function drawNonces(chance: Chance): () => Buffer {
  let drawn = Buffer.alloc(0)
  let used = 0
  return () => {
    if (used === drawn.length) {
      drawn = Buffer.from(chance.bytes(NONCE * DRAWN))
      used = 0
    }
    used += NONCE
    return drawn.subarray(used - NONCE, used)
  }
}

type SecretKeys = Partial<Record<MacPurpose, KeyObject>>

function secretKeys(keys: LookUpKeys): SecretKeys {
  return Object.fromEntries(Object.entries(keys).map(([purpose, key]) => [purpose, createSecretKey(key)]))
}

function macOf(keys: SecretKeys | undefined, purpose: MacPurpose, text: string): Buffer {
  const key = keys?.[purpose]
  if (!key) throw new Bug('no key for this look-up')
  return createHmac('sha256', key).update(text).digest()
}
