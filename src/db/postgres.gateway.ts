import pg from 'pg'
import { Unavailable } from '../kernel/failures.js'
import { columnReaders } from './column-types.gateway.js'
import { type Database, type Durability, type Parameter, type Session, type Statement } from './database.js'

export interface PostgresSettings {
  url: string
  /** The role taken with SET ROLE on every connection; none for migrations. */
  role: 'attesta_app' | 'attesta_retention' | undefined
  connections?: number
  /** How long one statement may take, in milliseconds; only examinations of whole tables need long. */
  timeLimit?: number
}

/** Opens a pool on a PostgreSQL server. Connections are made when first needed. */
export function openPostgres(settings: PostgresSettings): Database {
  const { role, timeLimit = 20_000 } = settings
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: settings.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    query_timeout: timeLimit + 10_000,
    idle_in_transaction_session_timeout: 30_000,
    types: {
      getTypeParser: typeParser,
    },
    options: `-c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=${String(timeLimit)}${role ? ` -c role=${role}` : ''}`,
  })
  // A connection that dies while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  return {
    engine: 'server',
    ...sessionOn(pool),
    transact: (work, durability) => transact(pool, work, durability),
    close: () => pool.end(),
  }
}

/** How columns are read: ours where we have a way, the driver's for all others. */
const typeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  columnReaders[oid] ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown)

function sessionOn(target: pg.Pool | pg.PoolClient): Session {
  return {
    query: (statement, parameters) => surfacing(() => run(target, statement, parameters)),
    script: async (text) => {
      await surfacing(() => target.query(text))
    },
  }
}

async function transact<T>(
  pool: pg.Pool,
  work: (session: Session) => Promise<T>,
  durability: Durability = 'full',
) {
  const client = await surfacing(() => pool.connect())
  let broken: Error | undefined
  try {
    await surfacing(() => client.query('begin'))
    if (durability === 'local') await client.query('set local synchronous_commit = local')
    const result = await work(sessionOn(client))
    await surfacing(() => client.query('commit'))
    return result
  } catch (error) {
    await client.query('rollback').catch((lost: unknown) => {
      broken = lost as Error
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function run<Row>(
  target: pg.Pool | pg.PoolClient,
  { name, text }: Statement,
  parameters: readonly Parameter[] = [],
): Promise<Row[]> {
  const result = await target.query({ name, text, values: parameters as unknown[] })
  return result.rows as Row[]
}

/** A server that is away, starting, stopping or out of connections is `Unavailable`; everything else stays a bug. */
async function surfacing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isAway(error) ? new Unavailable('database', { cause: error }) : error
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof Unavailable || !(error instanceof Error)) return false
  const code = (error as { code?: string }).code ?? ''
  // SQLSTATE classes 08 (connection), 53 (resources), 57P (operator intervention); sockets have names of their own.
  if (/^(08|53|57P)/.test(code) || /^E(CONN|PIPE|HOST|NET|TIMEDOUT|NOTFOUND|AI_AGAIN)/.test(code)) return true
  return code === '' && /(connection|timeout|terminated|Client was closed)/i.test(error.message)
}
