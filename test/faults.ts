import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { type App, serveApp, wireApp } from '../src/app.js'
import { demoIdentities, seedDemo } from '../src/cli/demo/seed.js'
import { demoWorld } from '../src/cli/demo/demo-people.js'
import { openToolkit } from '../src/cli/open-toolkit.js'
import { readConfig } from '../src/config.js'
import { type Database, statement } from '../src/db/database.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { type WebApp } from '../src/web/server.gateway.js'
import { type TestDatabase } from './databases.js'
import { type FaultProxy, faultProxy } from './fault-proxy.js'
import { type Answer } from './visitor.js'

/** A proxy before a test's PostgreSQL server, and the address of its database that leads through it. */
export async function proxyBefore({ server }: TestDatabase): Promise<FaultProxy & { url: string }> {
  assert.ok(server)
  const url = new URL(server.url)
  const proxy = await faultProxy({ host: url.hostname, port: Number(url.port) })
  url.port = String(proxy.port)
  return { ...proxy, url: url.href }
}

export interface ServiceUnderFaults {
  app: App
  web: WebApp
  /** A scan of a QR that is in use; `once` is the form's own id. */
  scan: (once?: string) => Promise<Answer>
  isReady: () => Promise<boolean>
  /** The codice fiscale of the QR's holder, who can log in. */
  holder: string
  /** The connections of requests. */
  database: Database
  close: () => Promise<void>
}

/** The service as `attesta serve` opens it, with the demo's people, on a database that the test plays with. */
export async function serveOn(url: string): Promise<ServiceUnderFaults> {
  const config = readConfig({ DATABASE_URL: url, PORT: '0' }, { demo: true })
  const people = demoWorld('2026-11-23')
  const opened = await openToolkit(config, { identities: demoIdentities(people), serving: true })
  const toolkit = { ...opened.toolkit, log: () => undefined }
  const app = wireApp(toolkit)
  await app.audit.makeRoom()
  await seedDemo(app, people)
  const { codiceFiscale, token } = await issueOne(app, people)
  const { app: web } = await serveApp(app, toolkit)
  const jobs = app.jobs.map((start) => start())
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  return {
    app,
    web,
    holder: codiceFiscale,
    database: toolkit.database,
    scan: (once = toolkit.chance.uuid()) => {
      const payload = new URLSearchParams({ token, codiceFiscale, once }).toString()
      return web.inject({ method: 'POST', url: '/v', headers, payload })
    },
    isReady: async () => (await web.inject('/readyz')).statusCode === 200,
    close: async () => {
      await web.close()
      await Promise.all(jobs.map((job) => job.stop()))
      await opened.close()
    },
  }
}

async function issueOne({ attestation }: App, people: { codiceFiscale: string }[]) {
  for (const person of people) {
    const codiceFiscale = person.codiceFiscale as CodiceFiscale
    await attestation.readNotice({ codiceFiscale })
    const issued = await attestation.issue({ codiceFiscale, shows: 'only', acting: {} })
    if (issued.kind === 'issued') return { codiceFiscale, token: issued.attestation.token }
  }
  throw new TypeError('nobody has a judgement')
}

const CONNECTIONS = statement(
  'test.connections',
  `select count(*) as open, count(*) filter (where state not in ('idle', 'active')) as left_open
   from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
     and backend_type = 'client backend'`,
)

/** No transaction is left open, and no connection was lost count of: at most `most` are there. */
export async function leaksNothing({ as }: TestDatabase, most: number): Promise<void> {
  let found: { open: number; left_open: number } | undefined
  for (let tries = 0; tries < 100; tries++) {
    const [row] = await as('superuser', (session) =>
      session.query<{ open: number; left_open: number }>(CONNECTIONS),
    )
    found = row
    if (found && found.left_open === 0 && found.open <= most) return
    await pause(100)
  }
  assert.fail(`connections: ${JSON.stringify(found)}, at most ${String(most)} expected`)
}

/** Waits until it is so, for at most so long; gives how long it took. */
export async function until(isSo: () => Promise<boolean>, milliseconds: number): Promise<number> {
  const started = performance.now()
  while (!(await isSo())) {
    if (performance.now() - started > milliseconds) return Infinity
    await pause(25)
  }
  return performance.now() - started
}

export function isShed({ statusCode, headers }: Answer): boolean {
  return statusCode === 503 && headers['retry-after'] === '5'
}

/** The answer, and how many milliseconds it took. */
export async function timed(ask: () => Promise<Answer>): Promise<{ answer: Answer; took: number }> {
  const started = performance.now()
  const answer = await ask()
  return { answer, took: performance.now() - started }
}

export function percentile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
