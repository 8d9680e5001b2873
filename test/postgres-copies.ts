import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../src/db/migrate.gateway.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

const TEMPLATE = 'attesta_template'

/** A migrated database of its own on this process's PostgreSQL server. */
export interface PostgresCopy {
  /** As the superuser: for a second pool on the same database. */
  url: string
  server: PostgresServer
  drop: () => Promise<void>
}

let prepared: Promise<PostgresServer> | undefined

/** One server a process, started when first asked for. */
export async function postgresCopy(): Promise<PostgresCopy> {
  prepared ??= prepare()
  const server = await prepared
  const name = `attesta_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name} template ${TEMPLATE}`)
  return {
    url: server.url(name),
    server,
    drop: () => administer(server, `drop database ${name} with (force)`),
  }
}

async function prepare(): Promise<PostgresServer> {
  const server = await startPostgres()
  await administer(server, `create database ${TEMPLATE}`)
  const template = openPostgres({ url: server.url(TEMPLATE), role: undefined, connections: 1 })
  await migrate(template)
  await template.close()
  return server
}

async function administer(server: PostgresServer, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    await client.query(command)
  } finally {
    await client.end()
  }
}
