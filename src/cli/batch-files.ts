import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SignedManifest } from '../registry/signed-batches/signed-batch.js'

const MANIFEST = '.manifest.json'
const SIGNATURE = '.manifest.jws'
/** A manifest has seven short members; whatever is longer is not one. */
const LONGEST = 4096

export function manifestOf(file: string): string {
  return `${file}${MANIFEST}`
}

export function signatureOf(file: string): string {
  return `${file}${SIGNATURE}`
}

export type BatchFiles =
  /** Neither manifest nor signature lies beside it. */
  | { kind: 'unsigned' }
  /** One of the two is missing, or cannot be one. */
  | { kind: 'incomplete'; missing: string }
  | { kind: 'signed'; signed: SignedManifest }

/** What lies beside a file of the feed. */
export function batchFilesOf(file: string): BatchFiles {
  const [manifest, signature] = [manifestOf(file), signatureOf(file)]
  const missing = [manifest, signature].filter((path) => !existsSync(path))
  if (missing.length === 2) return { kind: 'unsigned' }
  if (missing[0] !== undefined) return { kind: 'incomplete', missing: missing[0] }
  const long = [manifest, signature].find((path) => statSync(path).size > LONGEST)
  if (long !== undefined) return { kind: 'incomplete', missing: long }
  return {
    kind: 'signed',
    signed: { bytes: readFileSync(manifest), jws: readFileSync(signature, 'utf8').trim() },
  }
}

/** A complete batch in a folder. */
export interface FolderBatch {
  file: string
  signed: SignedManifest
  /** Another for any change of its files. */
  look: string
  /** When the bytes of the feed were last changed, as the file system says. */
  changedAt: number
}

/** The complete batches of a folder: file, manifest and signature are there. */
export function batchesIn(folder: string): FolderBatch[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(SIGNATURE))
    .sort()
    .flatMap((name) => {
      const file = join(folder, name.slice(0, -SIGNATURE.length))
      // An empty signature is still being written.
      if (!existsSync(file) || statSync(signatureOf(file)).size === 0) return []
      const files = batchFilesOf(file)
      if (files.kind !== 'signed') return []
      return [{ file, signed: files.signed, look: lookOf(file), changedAt: statSync(file).mtimeMs }]
    })
}

/** Writes a batch's manifest and signature: the signature last and at once, for it makes the batch complete. */
export function writeBatchFiles(file: string, { bytes, jws }: SignedManifest): void {
  writeFileSync(manifestOf(file), bytes)
  writeFileSync(`${signatureOf(file)}.part`, `${jws}\n`)
  renameSync(`${signatureOf(file)}.part`, signatureOf(file))
}

function lookOf(file: string): string {
  return [file, manifestOf(file), signatureOf(file)]
    .map((path) => statSync(path))
    .map(({ size, mtimeMs }) => `${String(size)}/${String(mtimeMs)}`)
    .join(' ')
}
