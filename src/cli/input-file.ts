import { accessSync, constants, statSync } from 'node:fs'
import { Usage } from './command.js'

/** What a command was given to read. */
export type Found = { kind: 'file'; size: number } | { kind: 'folder' } | { kind: 'stream' }

/** `-` is standard input; a pipe has a name, too. What cannot be read is said in the name of the command. */
export function whatIs(path: string, command: string): Found {
  if (path === '-') return { kind: 'stream' }
  try {
    accessSync(path, constants.R_OK)
    const found = statSync(path)
    if (found.isDirectory()) return { kind: 'folder' }
    return found.isFile() ? { kind: 'file', size: found.size } : { kind: 'stream' }
  } catch {
    throw new Usage(`${command}: ${path} cannot be read`)
  }
}

/** How long it is, where that can be known. */
export function sizeOf(found: Found): number | undefined {
  return found.kind === 'file' ? found.size : undefined
}
