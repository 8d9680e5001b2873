import pg from 'pg'
import { migrate } from '../src/db/migrate.gateway.js'
import { type Database } from '../src/db/database.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type NumberedLine } from '../src/registry/reading/prepare-line.js'
import { type Registry, wireRegistry } from '../src/registry/registry.wire.js'
import { DEVELOPMENT_KEYS, keysFrom } from '../src/vault/keys.js'
import { openVault } from '../src/vault/vault.gateway.js'
import { type PostgresServer, startPostgres } from '../test/postgres-server.js'
import { feedOf } from './people.js'

export const keys = keysFrom(DEVELOPMENT_KEYS)
export const vault = openVault(keys, systemChance)

/** The people of the large archive. */
export const PEOPLE = 100_000

/** A migrated database of the benches' server. */
export interface Archive {
  url: string
  database: Database
  registry: Registry
  /** Outside our roles: COPY from a file, ANALYZE. */
  asSuperuser: (sql: string) => Promise<void>
  /** How many people are in it. */
  people: number
}

/** Everything the benches share: one server, and the archives on it. */
export interface World {
  server: PostgresServer
  archive: (name: string) => Promise<Archive>
  /** Brings an archive to that many people, and tells the planner. */
  fill: (archive: Archive, people: number) => Promise<void>
  close: () => Promise<void>
}

/** Writes reach the disk, as in production: nothing is forgotten to look fast. */
export async function openWorld(): Promise<World> {
  const server = await startPostgres({ shared_buffers: '512MB', max_wal_size: '4GB' })
  const archives = new Map<string, Promise<Archive>>()
  return {
    server,
    archive: (name) => {
      const opened = archives.get(name) ?? openArchive(server, name)
      archives.set(name, opened)
      return opened
    },
    fill: async (archive, people) => {
      if (archive.people < people) await importLines(archive, feedOf(archive.people, people))
      archive.people = Math.max(archive.people, people)
      await archive.asSuperuser('vacuum analyze')
      await archive.asSuperuser('checkpoint')
    },
    close: async () => {
      for (const opened of archives.values()) await (await opened).database.close()
      await server.end()
    },
  }
}

/** By the function behind `attesta import`. */
export async function importLines({ registry }: Archive, lines: NumberedLine[]): Promise<void> {
  const none = () => undefined
  const count = await registry.importFeed(each(lines), {
    refused: none,
    released: none,
    resumed: none,
    advanced: none,
  })
  if (count.applied !== lines.length) throw new Error(`applied ${count.applied} of ${lines.length} lines`)
}

async function* each(lines: NumberedLine[]): AsyncGenerator<NumberedLine> {
  yield* lines
}

async function openArchive(server: PostgresServer, name: string): Promise<Archive> {
  await runSql(server.url('postgres'), `create database ${name}`)
  const url = server.url(name)
  const owner = openPostgres({ url, role: undefined, connections: 1 })
  await migrate(owner)
  await owner.close()
  return { url, ...registryOn(url), asSuperuser: (sql) => runSql(url, sql), people: 0 }
}

/** The registry of an archive, in whichever process. */
export function registryOn(url: string): Pick<Archive, 'database' | 'registry'> {
  const database = openPostgres({ url, role: 'attesta_app' })
  const registry = wireRegistry({ database, vault, keys, clock: systemClock, chance: systemChance })
  return { database, registry }
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
