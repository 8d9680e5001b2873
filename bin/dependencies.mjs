// Plain Node, no dependency: it brings the dependencies.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const STAMP = `${root}node_modules/.attesta-installed`

/** What is installed: `running` parts, or `everything`; nothing where the lock file has changed since. */
function installed() {
  if (!existsSync(STAMP)) return { lock: '', parts: 'nothing' }
  const [lock = '', parts = 'nothing'] = readFileSync(STAMP, 'utf8').trim().split(' ')
  return { lock, parts }
}

/**
 * Makes sure that the locked dependencies are there: those that run the service, or everything that tests need.
 * @param {'running' | 'everything'} parts
 */
export function ensureDependencies(parts) {
  const lock = createHash('sha256').update(readFileSync(`${root}package-lock.json`)).digest('hex')
  const found = installed()
  if (found.lock === lock && (found.parts === 'everything' || found.parts === parts)) return
  process.stderr.write(`Attesta: installing the locked dependencies (${parts}), once…\n`)
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(parts === 'running' ? ['--omit=dev'] : [])]
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, error } = spawnSync(npm, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
  if (error || status !== 0) {
    process.stderr.write('Attesta: npm could not install the dependencies. Is the network there? Try: npm ci\n')
    process.exit(status ?? 1)
  }
  mkdirSync(`${root}node_modules`, { recursive: true })
  writeFileSync(STAMP, `${lock} ${parts}\n`)
}
