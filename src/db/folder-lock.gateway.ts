import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadFolder } from './bad-folder.js'

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
      if (isAlive(holder)) throw new BadFolder(folder, holder)
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
