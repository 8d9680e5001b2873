import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FolderInUse, ForeignFolder, UnusableFolder } from './bad-folder.js'

/** Makes the data folder where it is missing, and takes it for this process alone. Another's files are left alone. */
export function takeFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true })
    if (isForeign(readdirSync(folder))) throw new ForeignFolder(folder)
    return lockFolder(folder)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === undefined) throw error
    throw new UnusableFolder(folder, WHY[code] ?? `the system says ${code}`)
  }
}

const WHY: Record<string, string> = {
  EEXIST: 'there is a file of this name',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a disk that can only be read',
  ENOENT: 'it cannot be made there',
  ENOSPC: 'the disk is full',
}

/** What may lie beside the database, or before it is made: our lock, and what a fresh disk has. */
const OURS = new Set(['postgres', 'lock', 'lost+found'])

function isForeign(names: string[]): boolean {
  return !names.includes('postgres') && names.some((name) => !OURS.has(name))
}

/**
 * Takes a folder for this process alone: a second opener would destroy an embedded database. A lock left by a process
 * that is gone is taken over.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock')
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
      const holder = Number(existsSync(file) ? readFileSync(file, 'utf8') : NaN)
      if (isAlive(holder)) throw new FolderInUse(folder, holder)
      rmSync(file, { force: true })
    }
  }
  return () => {
    rmSync(file, { force: true })
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
