import { parseInstant } from '../../kernel/instant.js'
import { readStrictJson } from '../../kernel/strict-json.js'
import { type Encoding, ENCODINGS, type Manifest } from './signed-batch.js'

/** The name of a sender: in addresses, in tables, on a terminal. */
export const SENDER = /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/
export const LONGEST_SENDER = 64
const SHA256 = /^[0-9a-f]{64}$/
const MEMBERS = ['encoding', 'at', 'lines', 'previous', 'sender', 'sequence', 'sha256']

/** Reads a manifest: exactly these members, each of its type (docs/feed-batches.md); nothing for anything else. */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  const value = parse(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const found = value as Record<string, unknown>
  if (Object.keys(found).length !== MEMBERS.length || !MEMBERS.every((name) => name in found))
    return undefined
  const { sender, sequence, encoding, sha256, previous, lines, at: instant } = found
  const at = typeof instant === 'string' ? parseInstant(instant) : undefined
  if (!isSender(sender) || !isCount(sequence) || sequence < 1 || !isCount(lines)) return undefined
  if (!isEncoding(encoding) || !isSha256(sha256) || at === undefined) return undefined
  if (previous !== null && !isSha256(previous)) return undefined
  return { sender, sequence, encoding, sha256, previous: previous ?? undefined, lines, at }
}

function parse(bytes: Uint8Array): unknown {
  try {
    const reading = readStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return reading.kind === 'read' ? reading.value : undefined
  } catch {
    return undefined
  }
}

export function isSender(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_SENDER && SENDER.test(value)
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && SHA256.test(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isEncoding(value: unknown): value is Encoding {
  return ENCODINGS.some((encoding) => encoding === value)
}
