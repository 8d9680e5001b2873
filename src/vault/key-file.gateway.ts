import {
  closeSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { keysFrom, type KeyFile } from './keys.js'
import { KeyRefused } from './rotate-keys.js'

/**
 * Changes a key file: the old one or the new one is there at every moment, also after a power cut. What stands beside it
 * meanwhile is readable by its owner alone, and keeps a second change out.
 */
export function changeKeyFile(path: string, change: (file: KeyFile) => KeyFile): void {
  const beside = `${path}.new`
  const handle = openNew(beside)
  try {
    const changed = change(JSON.parse(readFileSync(path, 'utf8')) as KeyFile)
    keysFrom(changed)
    keepOwner(handle, path)
    writeSync(handle, `${JSON.stringify(changed, null, 2)}\n`)
    fsyncSync(handle)
    renameSync(beside, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
    throw new KeyRefused(
      `${path} is there: another change is under way, or one was interrupted; then remove it`,
    )
  }
}

/** Who runs the service goes on reading it, also where root changes it. */
function keepOwner(handle: number, path: string): void {
  const { uid, gid } = statSync(path)
  if (process.getuid?.() === 0) fchownSync(handle, uid, gid)
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
