import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { serveApp, wireApp } from '../src/app.js'
import { type Database } from '../src/db/database.js'
import { migrate } from '../src/db/migrate.gateway.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { type Snapshot } from '../src/db/snapshot.js'
import { type BackupPlace, installedPostgres, openBackupPlace, switchLog } from './backups.js'
import { examineServer, snapshotFrom } from './examine.js'
import { fill, HOLDER } from './filled.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'
import { type TestToolkit, testToolkit } from './toolkit.js'

/** An installed PostgreSQL with all its programs, and how scripts find them. */
export const native = installedPostgres()
export const path = native === undefined ? {} : { PATH: `${native}/bin:${process.env['PATH'] ?? ''}` }

/** A server with the examples' feed and one QR, that archives its log into `place`. */
export async function openPrimary(place: BackupPlace, installed: string | undefined): Promise<Primary> {
  const server = await startPostgres(place.archiving, { native: installed })
  await administer(server, 'postgres', 'create database attesta')
  const owner = openPostgres({ url: server.url('attesta'), role: undefined, connections: 1 })
  await migrate(owner)
  await owner.close()
  const database = openPostgres({ url: server.url('attesta'), role: 'attesta_app' })
  const toolkit = testToolkit(database)
  const token = await fill(toolkit)
  return { server, database, toolkit, token }
}

export async function administer(server: PostgresServer, database: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.url(database) })
  await client.connect()
  try {
    const { rows } = await client.query<{ answer?: string }>(sql)
    return rows[0]?.answer ?? ''
  } finally {
    await client.end()
  }
}

/** Goes on recording events, and look-ups in the audit, until it is stopped; tells how many events there were. */
export function keepWriting(toolkit: TestToolkit): () => Promise<number> {
  const { registry, audit } = wireApp(toolkit)
  let stopped = false
  const isStopped = () => stopped
  let count = 0
  const writing = (async () => {
    while (!isStopped()) {
      const data = { nome: 'N', cognome: 'C', dataNascita: '1963-10-09' }
      const event = {
        id: toolkit.chance.uuid(),
        type: 'persona.registrata',
        codiceFiscale: 'CTTCLD63R09F205N',
        data,
      }
      const text = JSON.stringify({ ...event, occurredAt: '2026-11-20T09:00:00Z' })
      const { applied } = await registry.recordFeed([{ line: 1, text }])
      await audit.record({ kind: 'login.refused' })
      count += applied
    }
  })()
  return async () => {
    await pause(200)
    stopped = true
    await writing
    return count
  }
}

/** What a scan answers on a server. */
export async function scan(server: PostgresServer, token: string) {
  const database = openPostgres({ url: server.url('attesta'), role: 'attesta_app' })
  const toolkit = testToolkit(database)
  const { app } = await serveApp(wireApp(toolkit), toolkit)
  try {
    const payload = { token, codiceFiscale: HOLDER }
    const answer = await app.inject({ method: 'POST', url: '/api/v1/verifications', payload })
    return { statusCode: answer.statusCode, body: answer.json<object>() }
  } finally {
    await app.close()
    await database.close()
  }
}

/** A base backup brought back to life on an empty folder and another port, when its recovery has ended. */
export async function restoreBase(
  place: BackupPlace,
  primary: PostgresServer,
  backup: string,
  { target, installed }: { target?: string; installed: string | undefined },
): Promise<PostgresServer> {
  const env = { ...path, ...(target === undefined ? {} : { RECOVERY_TARGET_TIME: target }) }
  const restore = async (data: string) => {
    await place.script('restore-base.sh', [backup, data], env)
    return primary.password
  }
  const server = await startPostgres(undefined, { native: installed, restore })
  const recovering = () => administer(server, 'attesta', 'select pg_is_in_recovery()::text as answer')
  for (let tries = 0; tries < 200 && (await recovering()) === 'true'; tries++) await pause(50)
  return server
}

/** What the doctor finds on a restored server. */
export const examineAt = (server: PostgresServer, against: Snapshot) => {
  const database = openPostgres({ url: server.url('attesta'), role: 'attesta_app', connections: 1 })
  return examineServer(testToolkit(database), server.url('attesta'), { against }).finally(database.close)
}

export interface Primary {
  server: PostgresServer
  database: Database
  toolkit: TestToolkit
  /** Of the one QR. */
  token: string
}

/** A backup, and what was there at a moment after it. */
export interface Backup {
  file: string
  before: Snapshot
  /** By the server's clock: after `before`, and before the mistake. */
  moment: string
  /** The file of the log with what was written between the backup and the moment. */
  log: string
}

/** A base backup under writes, more writes, a moment to come back to, and then a mistake. */
export async function backUp({ server, toolkit }: Primary, takeBase: () => Promise<string>): Promise<Backup> {
  const stop = keepWriting(toolkit)
  const file = await takeBase()
  const underWrites = await stop()
  await switchLog(server)
  const more = await keepWriting(toolkit)()
  if (underWrites === 0 || more === 0) throw new Error('nothing was written meanwhile')
  const before = snapshotFrom(await examineServer(toolkit, server.url('attesta')))
  const moment = await administer(server, 'attesta', 'select clock_timestamp()::text as answer')
  const log = await switchLog(server)
  await administer(server, 'attesta', 'truncate act')
  await switchLog(server)
  return { file, before, moment, log }
}

/** A place for backups, and servers that end with the test. */
export async function inDrill(
  body: (place: BackupPlace, keep: (server: PostgresServer) => PostgresServer) => Promise<void>,
): Promise<void> {
  const place = await openBackupPlace()
  const servers: PostgresServer[] = []
  const keep = (server: PostgresServer) => {
    servers.push(server)
    return server
  }
  try {
    await body(place, keep)
  } finally {
    for (const server of servers) await server.end()
    await place.end()
  }
}
