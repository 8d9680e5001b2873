import pg from 'pg'
import { Unavailable } from '../kernel/failures.js'
import { columnReaders } from './column-types.gateway.js'
import { type Role } from './database.js'
import { type DatabaseLimits } from './database-limits.js'

export interface ConnectionSettings {
  url: string
  /** The role taken with SET ROLE on every connection; none for migrations. */
  role: Role | undefined
  connections: number
  limits: DatabaseLimits
}

/** A bounded number of connections, and a bounded wait for one. */
export interface Connections {
  take: () => Promise<pg.PoolClient>
  close: () => Promise<void>
}

/** A dead peer is noticed after 10 + 3 × 5 seconds, by us and by the server, instead of after two hours. */
const KEEP_ALIVE = { after: 10, every: 5, times: 3 }
/** The driver's own limit: a connection that nobody waits for any more may still arrive, for the next one who asks. */
const LATEST_CONNECTION = 5_000

/** Connections are made when first needed. */
export function openConnections(settings: ConnectionSettings): Connections {
  const { limits, connections } = settings
  const pool = new pg.Pool(poolConfig(settings))
  // A connection that dies is replaced at the next query; without listeners it would end the process, idle or taken.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  let overdue = 0

  /** Waits at most `milliseconds`; what arrives later goes back to the pool. */
  const waitFor = (arriving: Promise<pg.PoolClient>, milliseconds: number) =>
    new Promise<pg.PoolClient>((resolve, reject) => {
      let isLate = false
      // Of its own, as every scan comes by here: an AbortSignal makes an error with its stack each time.
      const alarm = setTimeout(() => {
        isLate = true
        overdue++
        reject(new Unavailable('database'))
      }, milliseconds).unref()
      const settle = (client?: pg.PoolClient) => {
        clearTimeout(alarm)
        if (!isLate) {
          resolve(arriving)
          return
        }
        overdue--
        client?.release()
      }
      arriving.then(settle, () => settle())
    })

  return {
    take: () => {
      if (pool.waitingCount >= limits.waiting) return Promise.reject(new Unavailable('database'))
      const makesNew = pool.idleCount === 0 && pool.totalCount < connections
      // While another one is overdue there is no reason to hope for longer.
      return waitFor(pool.connect(), makesNew && overdue === 0 ? limits.connectWithin : limits.freeWithin)
    },
    close: () => pool.end(),
  }
}

function poolConfig({ url, role, connections, limits }: ConnectionSettings): pg.PoolConfig {
  const server = {
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    statement_timeout: limits.statementWithin,
    tcp_keepalives_idle: KEEP_ALIVE.after,
    tcp_keepalives_interval: KEEP_ALIVE.every,
    tcp_keepalives_count: KEEP_ALIVE.times,
    ...(role === undefined ? {} : { role }),
  }
  return {
    connectionString: url,
    max: connections,
    min: Math.min(limits.kept, connections),
    connectionTimeoutMillis: Math.max(LATEST_CONNECTION, limits.connectWithin, limits.freeWithin),
    query_timeout: limits.answerWithin,
    idle_in_transaction_session_timeout: limits.abandonedAfter,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE.after * 1000,
    types: { getTypeParser: typeParser },
    options: Object.entries(server)
      .map(([name, value]) => `-c ${name}=${String(value)}`)
      .join(' '),
  }
}

/** How columns are read: ours where we have a way, the driver's for all others. */
const typeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  columnReaders[oid] ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown)
