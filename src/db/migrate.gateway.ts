import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Bug } from '../kernel/failures.js'
import { type Database, type Session, statement } from './database.js'
import { type MigrationsApart } from './examine-database.js'

const FOLDER = new URL('../../migrations/', import.meta.url)

const APPLIED = statement('migrate.applied', 'select number, sha256 from schema_migration order by number')
const LOCK = statement('migrate.lock', `select pg_advisory_xact_lock(hashtext('attesta.migrate'))`)
const OWN = statement('migrate.own', 'set local role attesta_owner')
const BACK = statement('migrate.back', 'reset role')
const RECORD = statement(
  'migrate.record',
  'insert into schema_migration (number, name, sha256) values ($1, $2, $3)',
)
const PARTITIONS = statement('migrate.partitions', 'select ensure_audit_partitions(current_date)')

/** Brings the schema forward, one numbered file a transaction, never back. Returns the names of those applied. */
export async function migrate(database: Database): Promise<string[]> {
  const files = await readMigrations()
  const [roles, ...numbered] = files
  if (!roles) throw new Bug('no migrations found')
  await database.script(roles.text)
  const applied: string[] = []
  for (const file of numbered) {
    if (await applyOnce(database, file)) applied.push(file.name)
  }
  await database.query(PARTITIONS)
  return applied
}

/** Whether the database has exactly the migrations that this code ships. */
export async function isMigrated(database: Database): Promise<boolean> {
  const [, ...numbered] = await readMigrations()
  const applied = await database.query<{ number: number }>(APPLIED)
  return applied.length === numbered.length
}

/** How the migrations applied differ from those of this code; reads only. */
export async function compareMigrations(session: Session): Promise<MigrationsApart> {
  const [, ...numbered] = await readMigrations()
  const rows = await session.query<{ number: number; sha256: Buffer }>(APPLIED)
  const applied = new Map(rows.map(({ number, sha256 }) => [number, sha256]))
  const ours = new Set(numbered.map(({ number }) => number))
  const known = numbered.filter(({ number }) => applied.has(number))
  return {
    missing: numbered.filter(({ number }) => !applied.has(number)).map(({ name }) => name),
    unknown: [...applied.keys()].filter((number) => !ours.has(number)),
    changed: known
      .filter(({ number, sha256 }) => applied.get(number)?.equals(sha256) === false)
      .map(({ name }) => name),
  }
}

interface Migration {
  number: number
  name: string
  text: string
  sha256: Buffer
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), 'utf8')
      return {
        number: Number.parseInt(name, 10),
        name,
        text,
        sha256: createHash('sha256').update(text).digest(),
      }
    }),
  )
}

async function applyOnce(database: Database, { number, name, text, sha256 }: Migration): Promise<boolean> {
  return database.transact(async (session) => {
    await session.query(LOCK)
    const done = (await session.query<{ number: number; sha256: Buffer }>(APPLIED)).find(
      (row) => row.number === number,
    )
    if (done && !done.sha256.equals(sha256))
      throw new Bug(`migration ${name} was changed after it had been applied`)
    if (done) return false
    await session.query(OWN)
    await session.script(text)
    await session.query(BACK)
    await session.query(RECORD, [number, name, sha256])
    return true
  })
}
