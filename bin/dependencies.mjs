// Plain Node, no dependency: it brings the dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Whether what is installed is what the lock file says, going by npm's own account of it.
 * @param {'running' | 'everything'} parts
 */
function areInstalled(parts) {
  const account = `${root}node_modules/.package-lock.json`
  if (!existsSync(account)) return false
  const here = JSON.parse(readFileSync(account, 'utf8')).packages
  const locked = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages
  return Object.entries(locked).every(
    ([path, { version, optional, dev, devOptional }]) =>
      path === '' ||
      optional ||
      ((dev || devOptional) && parts === 'running') ||
      here[path]?.version === version,
  )
}

/**
 * Makes sure that the locked dependencies are there: those that run the service, or everything that tests need.
 * @param {'running' | 'everything'} parts
 */
export function ensureDependencies(parts) {
  if (areInstalled(parts)) return
  // Who tests here keeps what tests need when a newer lock file arrives.
  if (parts === 'running' && existsSync(`${root}node_modules/typescript`)) parts = 'everything'
  process.stderr.write(`Attesta: installing the locked dependencies (${parts}), once…\n`)
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(parts === 'running' ? ['--omit=dev'] : []),
  ]
  const windows = process.platform === 'win32'
  const { status, error } = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: windows,
    // Without a home npm would make a folder called `~` here.
    env:
      process.env.HOME || windows ? process.env : { ...process.env, npm_config_cache: `${root}.cache/npm` },
  })
  if (!error && status === 0) return
  process.stderr.write('Attesta: npm could not install the dependencies. Is the network there? Try: npm ci\n')
  process.exit(status ?? 1)
}
