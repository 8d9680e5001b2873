import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { type Identity, type PostgresServer, type ServerSettings, unprivileged } from './postgres-server.js'

const run = promisify(execFile)
const OPS = fileURLToPath(new URL('../ops/', import.meta.url))

/** PostgreSQL's own programs that the package does not have; the server must be of their version. */
const TOOLS = ['initdb', 'postgres', 'psql', 'pg_basebackup', 'pg_dump', 'pg_dumpall', 'pg_restore']

/** The folder above an installed PostgreSQL's `bin` that has all of them, if there is one on this machine. */
export function installedPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const paths = (process.env['PATH'] ?? '').split(delimiter)
  const folders = [...paths, ...versions.map((version) => join(debian, version, 'bin'))]
  const bin = folders.find((folder) => TOOLS.every((tool) => isProgram(join(folder, tool))))
  return bin === undefined ? undefined : dirname(bin)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A place for backups that the server's user may write to, with the scripts, and a filter that stands for a cipher. */
export interface BackupPlace {
  folder: string
  /** Of `ops/`, as the server's user. */
  script: (name: string, args: string[], env?: NodeJS.ProcessEnv) => Promise<string>
  /** What `postgresql.conf` says for the archive. */
  archiving: ServerSettings
  end: () => Promise<void>
}

export async function openBackupPlace(): Promise<BackupPlace> {
  const identity = await unprivileged()
  const folder = await mkdtemp(join(identity ? '/tmp' : tmpdir(), 'attesta-backup-'))
  await cp(OPS, join(folder, 'ops'), { recursive: true })
  // Every byte becomes another one, and again itself.
  const turn = `exec tr '\\000-\\177\\200-\\377' '\\200-\\377\\000-\\177'\n`
  await writeFile(join(folder, 'turn.sh'), `export LC_ALL=C\n${turn}`)
  await mkdir(join(folder, 'kept'))
  await give(folder, identity)
  return placeAt(folder, identity)
}

async function give(folder: string, identity: Identity | undefined): Promise<void> {
  await chmod(folder, 0o755)
  if (!identity) return
  for (const name of ['', ...(await readdir(folder, { recursive: true }))])
    await chown(join(folder, name), identity.uid, identity.gid)
}

function placeAt(folder: string, identity: Identity | undefined): BackupPlace {
  const filter = `sh ${join(folder, 'turn.sh')}`
  const kept = join(folder, 'kept')
  return {
    folder: kept,
    script: async (name, args, env = {}) => {
      const filters = { BACKUP_DIR: kept, BACKUP_FILTER: filter, RESTORE_FILTER: filter }
      const options = { ...identity, cwd: folder, env: { ...process.env, ...filters, ...env } }
      return (await run('sh', [join(folder, 'ops', name), ...args], options)).stdout.trim()
    },
    archiving: {
      archive_mode: 'on',
      archive_command: `BACKUP_DIR=${kept} BACKUP_FILTER="${filter}" ${join(folder, 'ops', 'archive-wal.sh')} %p %f`,
    },
    end: () => rm(folder, { recursive: true, force: true }),
  }
}

/** How libpq's programs find a server: its password in a file, on no command line. */
export async function libpqEnvironment(
  { port, password, identity }: PostgresServer,
  { folder }: BackupPlace,
  database = 'attesta',
): Promise<NodeJS.ProcessEnv> {
  const file = join(folder, `pgpass-${String(port)}`)
  await writeFile(file, `127.0.0.1:${String(port)}:*:postgres:${password}\n`, { mode: 0o600 })
  if (identity) await chown(file, identity.uid, identity.gid)
  return {
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGUSER: 'postgres',
    PGDATABASE: database,
    PGPASSFILE: file,
    ATTESTA: '',
  }
}

/**
 * A base backup by the low-level functions (PostgreSQL manual, 25.3.3), in the layout that pg_basebackup writes: for
 * servers whose programs are not all here. Filtered like backup-base.sh does.
 */
export async function takeBaseByHand(server: PostgresServer, place: BackupPlace): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'attesta-base-'))
  const tar = join(work, 'base.tar')
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    await client.query(`select pg_backup_start('by hand', true)`)
    const left = ['postmaster.pid', 'postmaster.opts', 'pg_wal/*'].map((name) => `--exclude=./${name}`)
    // 1: a file changed while it was read, as files of a server at work do; the log mends it.
    await run('tar', ['-c', '-f', tar, ...left, '-C', server.data, '.']).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 1) throw error
    })
    const stop = 'select labelfile from pg_backup_stop(true)'
    const { rows } = await client.query<{ labelfile: string }>(stop)
    await writeFile(join(work, 'backup_label'), rows[0]?.labelfile ?? '')
    await run('tar', ['-r', '-f', tar, '-C', work, 'backup_label'])
    const kept = join(place.folder, 'base.tar')
    await run('sh', ['-c', `sh ${join(dirname(place.folder), 'turn.sh')} <"$0" >"$1"`, tar, kept])
    await chmod(kept, 0o644)
    return kept
  } finally {
    await client.end()
    await rm(work, { recursive: true, force: true })
  }
}

/** Ends the current file of the log and waits until it is kept; gives its name. */
export async function switchLog(server: PostgresServer): Promise<string> {
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name')
    const [name = ''] = rows.map((row) => row.name)
    for (let tries = 0; tries < 200; tries++) {
      const archived = await client.query<{ last: string | null }>(
        'select last_archived_wal as last from pg_stat_archiver',
      )
      if ((archived.rows[0]?.last ?? '') >= name) return name
      await pause(50)
    }
    throw new Error(`${name} was not archived`)
  } finally {
    await client.end()
  }
}
