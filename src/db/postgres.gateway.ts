import pg from 'pg'
import { Bug, Unavailable } from '../kernel/failures.js'
import { type Connections, openConnections } from './connections.gateway.js'
import { type DatabaseLimits, BACKGROUND_LIMITS } from './database-limits.js'
import { copyRows } from './copy-rows.gateway.js'
import { type Database, type Parameter, type Role, type Session, type Statement } from './database.js'

export interface PostgresSettings {
  url: string
  /** The role taken with SET ROLE on every connection; none for migrations. */
  role: Role | undefined
  connections?: number
  limits?: DatabaseLimits
}

/** Opens a pool on a PostgreSQL server. */
export function openPostgres({
  connections = 10,
  limits = BACKGROUND_LIMITS,
  ...where
}: PostgresSettings): Database {
  const pool = openConnections({ ...where, connections, limits })
  return {
    engine: 'server',
    query: (statement, parameters) => onConnection(pool, ({ query }) => query(statement, parameters)),
    script: (text) => onConnection(pool, ({ script }) => script(text)),
    insertRows: (table, rows) => onConnection(pool, ({ insertRows }) => insertRows(table, rows)),
    transact: (work) => onConnection(pool, (session) => transact(session, work)),
    close: pool.close,
  }
}

/** A session on one connection that is taken for `work`, and put back only if it is known to be sound. */
async function onConnection<T>(pool: Connections, work: (session: ServerSession) => Promise<T>): Promise<T> {
  const client = await surfacing(() => pool.take())
  const session = sessionOn(client)
  try {
    return await work(session)
  } finally {
    client.release(session.lost())
  }
}

interface ServerSession extends Session {
  /** Runs one command, and says what the server did. */
  command: (text: string) => Promise<string>
  /** Why the connection cannot be used any more: it is cut, or its answer is still under way. */
  lost: () => Error | undefined
}

function sessionOn(client: pg.PoolClient): ServerSession {
  let lost: Error | undefined
  const run = <T>(work: () => Promise<T>) =>
    surfacing(async () => {
      try {
        return await work()
      } catch (error) {
        if (!leavesConnectionSound(error)) lost = error as Error
        throw error
      }
    })
  return {
    query: <Row>({ name, text }: Statement, parameters: readonly Parameter[] = []) =>
      run(async () => {
        const result = await client.query({ name, text, values: parameters as unknown[] })
        return result.rows as Row[]
      }),
    insertRows: (table, rows) => run(() => copyRows(client, table, rows)),
    script: (text) =>
      run(async () => {
        await client.query(text)
      }),
    command: (text) => run(async () => (await client.query(text)).command),
    lost: () => lost,
  }
}

/**
 * Where the connection is lost between the commit and its answer nobody knows what became of the work: that too is
 * `Unavailable`. Whoever asks again must find what is there (the tests cut every transaction at every place).
 */
async function transact<T>(session: ServerSession, work: (session: Session) => Promise<T>): Promise<T> {
  try {
    await session.script('begin')
    const result = await work(session)
    // The server answers ROLLBACK where a statement had failed and `work` went on as if it had not.
    if ((await session.command('commit')) !== 'COMMIT') throw new Bug('a transaction that could not commit')
    return result
  } catch (error) {
    // On a lost connection it would only wait in vain: the server rolls back by itself.
    if (!session.lost()) await session.command('rollback').catch(() => undefined)
    throw error
  }
}

/** What the server says over a connection that it does not end by saying it; after anything else nobody knows. */
function leavesConnectionSound(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(57P|25P)/.test(error.code ?? '')
}

/** A server that is away, starting, stopping, overloaded or silent is `Unavailable`; everything else stays a bug. */
async function surfacing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isAway(error) ? new Unavailable('database', { cause: error }) : error
  }
}

/**
 * SQLSTATE classes 08 (connection), 53 (resources), 57P (operator intervention); a statement (57014), a wait for a lock
 * (55P03) or a transaction left alone (25P03) that took too long. Sockets have names of their own.
 */
const AWAY = /^(08|53|57P|57014|55P03|25P03|E(CONN|PIPE|HOST|NET|TIMEDOUT|NOTFOUND|AI_AGAIN))/

function isAway(error: unknown): boolean {
  if (error instanceof Unavailable || !(error instanceof Error)) return false
  const code = (error as { code?: string }).code ?? ''
  if (code !== '') return AWAY.test(code)
  return /(connection|timeout|terminated|Client was closed)/i.test(error.message)
}
