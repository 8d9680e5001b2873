/** The servers that are compared, one a process. */
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { serveApp, wireApp } from '../../src/app.js'
import { openToolkit } from '../../src/cli/open-toolkit.js'
import { readConfig } from '../../src/config.js'
import { inBatches } from '../../src/db/batch.js'
import { statement } from '../../src/db/database.js'
import { openPostgres } from '../../src/db/postgres.gateway.js'
import { wireVerification } from '../../src/verification/verification.wire.js'
import { wireWeb } from '../../src/web/web.wire.js'
import { vault } from '../archive.js'
import { answerQuestions } from './process.js'

/** An answer of the service, to be given by those who do not work for it. */
export interface FixedAnswer {
  headers: Record<string, string>
  body: string
}

export type ServerKind =
  | { kind: 'service'; url: string; senders?: string }
  | { kind: 'withoutAudit'; url: string }
  | { kind: 'lookUp'; url: string; answer: FixedAnswer }
  | { kind: 'bare'; answer: FixedAnswer }

export const CPU = 'cpu'
export type ServerQuestion = ServerKind | typeof CPU

answerQuestions(async (question: ServerQuestion) => {
  if (question !== CPU) return serve(question)
  const { user, system } = process.cpuUsage()
  return user + system
})

function serve(what: ServerKind): Promise<number> {
  switch (what.kind) {
    case 'service':
      return serveAll(what.url, what.senders)
    case 'withoutAudit':
      return serveWithoutAudit(what.url)
    case 'lookUp':
      return serveLookUp(what.url, what.answer)
    case 'bare':
      return serveBare(what.answer)
  }
}

/** The whole service, as `attesta serve` wires it: with its log, its metrics and its jobs. */
async function serveAll(url: string, senders: string | undefined): Promise<number> {
  const feed = senders === undefined ? {} : { FEED_SENDERS_FILE: senders }
  const { toolkit } = await openToolkit(readConfig({ DATABASE_URL: url, ...feed }, { demo: false }), {
    serving: true,
  })
  const app = wireApp(toolkit)
  const web = await serveApp(app, toolkit)
  for (const start of app.jobs) start()
  return portOf(await web.app.listen({ port: 0, host: '127.0.0.1' }))
}

async function serveWithoutAudit(url: string): Promise<number> {
  const { toolkit } = await openToolkit(readConfig({ DATABASE_URL: url }, { demo: false }))
  const web = await wireWeb(toolkit)
  const nowhere = () => Promise.reject(new Error('not measured'))
  wireVerification({ ...toolkit, recordCheck: async () => undefined, leadToDegree: nowhere }).routes(web.app)
  return portOf(await web.app.listen({ port: 0, host: '127.0.0.1' }))
}

const FIND_TOKENS = statement(
  'bench.findTokens',
  `select token_hash, id, person, shows, ended_at, expires_at from attestation where token_hash = any($1::bytea[])`,
)

/** The ceiling of a service that looks a token up: Fastify as it comes, and one row by its key, in batches. */
async function serveLookUp(url: string, { headers, body }: FixedAnswer): Promise<number> {
  const database = openPostgres({ url, role: 'attesta_app' })
  const find = inBatches(async (hashes: Buffer[]) => {
    const rows = await database.query<{ token_hash: Buffer }>(FIND_TOKENS, [hashes])
    const byHash = new Map(rows.map((row) => [row.token_hash.toString('latin1'), row]))
    return hashes.map((hash) => byHash.get(hash.toString('latin1')))
  })
  const app = Fastify()
  app.post<{ Body: { token: string } }>('/api/v1/verifications', async (request, reply) => {
    const found = await find(vault.digest(request.body.token))
    return reply
      .code(found ? 200 : 404)
      .headers(headers)
      .send(body)
  })
  return portOf(await app.listen({ port: 0, host: '127.0.0.1' }))
}

/** The same bytes, from memory. */
async function serveBare({ headers, body }: FixedAnswer): Promise<number> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(200, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function portOf(address: string): number {
  return Number(new URL(address).port)
}
