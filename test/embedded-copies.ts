import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Session, statement } from '../src/db/database.js'
import { type EmbeddedDatabase, openEmbedded } from '../src/db/embedded.gateway.js'
import { migrate } from '../src/db/migrate.gateway.js'

const CACHE = new URL('../.cache/', import.meta.url)
const MIGRATIONS = new URL('../migrations/', import.meta.url)

/** A migrated embedded database, new as far as anyone can tell. The connection is the superuser's. */
export interface EmbeddedCopy {
  database: EmbeddedDatabase
  /** Gives it back to be emptied and used again; `spoilt` where its schema may have been changed. */
  release: (spoilt: boolean) => Promise<void>
}

/** Emptying takes milliseconds, a new one most of a second: one process keeps those it no longer needs. */
const idle: { database: EmbeddedDatabase; fingerprint: string }[] = []
let archive: Promise<Blob> | undefined

export async function embeddedCopy(): Promise<EmbeddedCopy> {
  const { database, fingerprint } = idle.pop() ?? (await load())
  return {
    database,
    release: async (spoilt) => {
      if (spoilt || !(await emptied(database, fingerprint))) return database.close()
      idle.push({ database, fingerprint })
    },
  }
}

/** The engine's own timers keep a process alive: at the end of its tests the idle ones must go. */
export async function closeIdleCopies(): Promise<void> {
  for (const { database } of idle.splice(0)) await database.close()
}

async function load() {
  archive ??= migratedArchive()
  const database = await openEmbedded({ startFrom: await archive, role: undefined })
  // Makes the audit's partitions where the archive is of an earlier month.
  await migrate(database)
  return { database, fingerprint: await fingerprintOf(database) }
}

/** Beginning from nothing takes five seconds: done once for each state of the migrations, then kept on disk. */
async function migratedArchive(): Promise<Blob> {
  const name = `embedded-${await archiveKey()}.tar`
  const file = new URL(name, CACHE)
  const kept = await readFile(file).catch(() => undefined)
  if (kept) return new Blob([kept])
  const database = await openEmbedded({ role: undefined })
  await migrate(database)
  const made = await database.dump()
  await database.close()
  await keep(file, made)
  return made
}

async function keep(file: URL, made: Blob): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  for (const old of await readdir(CACHE)) {
    if (/^embedded-\w+\.tar$/.test(old)) await rm(new URL(old, CACHE), { force: true })
  }
  // Another process may be doing the same: a rename is seen whole or not at all.
  const own = `${fileURLToPath(file)}.${process.pid}`
  await writeFile(own, Buffer.from(await made.arrayBuffer()))
  await rename(own, file)
}

async function archiveKey(): Promise<string> {
  const hash = createHash('sha256')
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  hash.update(await readFile(join(dirname(engine), '..', 'package.json')))
  for (const name of (await readdir(MIGRATIONS)).sort()) {
    hash.update(name).update(await readFile(new URL(name, MIGRATIONS)))
  }
  return hash.digest('hex').slice(0, 16)
}

const TABLES = statement(
  'test.tables',
  `select c.oid::regclass::text as name from pg_class c
   where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relispartition order by name`,
)

/** Whether it is as new again: what migrations wrote is untouched, and nothing else is in it. */
async function emptied(database: EmbeddedDatabase, fingerprint: string): Promise<boolean> {
  await database.script('reset role; select pg_advisory_unlock_all()')
  const [shipped, own] = await splitTables(database)
  if (own.length > 0) await database.script(`truncate ${own.join(', ')} restart identity cascade`)
  return (await fingerprintOf(database, shipped)) === fingerprint
}

let shippedTables: string[] | undefined

/** Tables that migrations fill, and tables that only the service fills. */
async function splitTables(session: Session): Promise<[shipped: string[], own: string[]]> {
  const tables = (await session.query<{ name: string }>(TABLES)).map(({ name }) => name)
  if (!shippedTables) {
    shippedTables = []
    for (const table of tables) if ((await rowsOf(session, table)) !== '') shippedTables.push(table)
  }
  const shipped = new Set(shippedTables)
  return [shippedTables, tables.filter((table) => !shipped.has(table))]
}

async function fingerprintOf(session: Session, tables?: string[]): Promise<string> {
  let text = ''
  for (const table of tables ?? (await splitTables(session))[0]) text += await rowsOf(session, table)
  return text
}

async function rowsOf(session: Session, table: string): Promise<string> {
  const query = `select coalesce(string_agg(t::text, chr(10) order by t::text), '') as rows from ${table} t`
  const [row] = await session.query<{ rows: string }>(statement(`test.rows.${table}`, query))
  return row?.rows ?? ''
}
