import { after, test, type TestContext } from 'node:test'
import { type Database, type Role } from '../src/db/database.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { closeIdleCopies, embeddedCopy } from './embedded-copies.js'
import { postgresCopy } from './postgres-copies.js'
import { type PostgresServer } from './postgres-server.js'

/** A fresh, migrated database for one test. */
export interface TestDatabase {
  engine: Engine['name']
  /** As the service has it: in the role `attesta_app`. */
  database: Database
  /** Runs `work` in another role: to see what a dump shows, or what retention may do. */
  as: <T>(
    role: 'superuser' | Exclude<Role, 'attesta_app'>,
    work: (session: Database) => Promise<T>,
  ) => Promise<T>
  /** PostgreSQL only: its address, for a second pool (`openPostgres({ url, role: 'attesta_app' })`), and its server. */
  server: { url: string; log: string; stop: () => Promise<void>; start: () => Promise<void> } | undefined
  close: () => Promise<void>
}

export interface Engine {
  name: 'embedded' | 'PostgreSQL'
  open: () => Promise<TestDatabase>
}

export const embedded: Engine = { name: 'embedded', open: openEmbeddedCopy }
export const postgres: Engine = { name: 'PostgreSQL', open: openPostgresCopy }
export const engines: readonly Engine[] = [embedded, postgres]

after(closeIdleCopies)

/** A test with a fresh database of `engine`, closed afterwards whatever happens. */
export function testOn(
  engine: Engine,
  title: string,
  body: (t: TestContext, database: Database, extras: TestDatabase) => Promise<void>,
): void {
  void test(`${title} (${engine.name})`, async (t) => {
    const opened = await engine.open()
    try {
      await body(t, opened.database, opened)
    } finally {
      await opened.close()
    }
  })
}

/**
 * The engine of the test files that are running: PostgreSQL in `*.postgres.test.ts`, the embedded one elsewhere.
 * So a suite written once runs on both: `feed.postgres.test.ts` holds only `import './feed.test.js'`.
 */
export function engineOfThisFile(): Engine {
  return process.argv.some((word) => /\.postgres(\.long)?\.test\.ts$/.test(word)) ? postgres : embedded
}

/** {@link testOn} the engine of the running file. */
export function onBothEngines(title: string, body: Parameters<typeof testOn>[2]): void {
  testOn(engineOfThisFile(), title, body)
}

/** For tests that open their database by themselves, as in a `before`. */
export const withEmbedded = <T>(work: (opened: TestDatabase) => Promise<T>) => withEngine(embedded, work)
export const withPostgres = <T>(work: (opened: TestDatabase) => Promise<T>) => withEngine(postgres, work)

async function withEngine<T>(engine: Engine, work: (opened: TestDatabase) => Promise<T>): Promise<T> {
  const opened = await engine.open()
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

async function openEmbeddedCopy(): Promise<TestDatabase> {
  const { database, release } = await embeddedCopy()
  await database.script('set role attesta_app')
  let spoilt = false
  let released = false
  const close = async () => {
    if (released) return
    released = true
    await release(spoilt)
  }
  return {
    engine: 'embedded',
    // Whoever is given the database may close it as the service does: that is giving it back.
    database: { ...database, close },
    as: async (role, work) => {
      if (role === 'superuser') spoilt = true
      await database.script(role === 'superuser' ? 'reset role' : `set role ${role}`)
      try {
        return await work(database)
      } finally {
        await database.script('set role attesta_app')
      }
    },
    server: undefined,
    close,
  }
}

async function openPostgresCopy(): Promise<TestDatabase> {
  const { url, server, drop } = await postgresCopy()
  const database = openPostgres({ url, role: 'attesta_app' })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= database.close())
  return {
    engine: 'PostgreSQL',
    database: { ...database, close },
    as: (role, work) => inRole(url, role, work),
    server: { url, ...visible(server) },
    close: async () => {
      await close()
      await drop()
    },
  }
}

function visible({ log, stop, start }: PostgresServer) {
  return { log, stop, start }
}

async function inRole<T>(
  url: string,
  role: 'superuser' | Exclude<Role, 'attesta_app'>,
  work: (session: Database) => Promise<T>,
): Promise<T> {
  const session = openPostgres({ url, role: role === 'superuser' ? undefined : role, connections: 1 })
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}
