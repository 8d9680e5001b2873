import { statement } from '../src/db/database.js'
import { type Archive, PEOPLE, type World } from './archive.js'
import { attest } from './attest.js'
import { atLeast, type Figure, median, spread, thousands } from './figures.js'
import { type LoadOrder, type LoadResult } from './processes/load.js'
import { startWorker, type Worker } from './processes/process.js'
import { type FixedAnswer, type ServerKind, type ServerQuestion } from './processes/server.js'

const ATTESTATIONS = 20_000
const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 64

type Kind = ServerKind['kind']

interface Server {
  kind: Kind
  url: string
  worker: Worker
}

interface Measured {
  load: LoadResult
  /** Microseconds of the server's process, without the database's, for one request. */
  cpu: number
}

/** `POST /api/v1/verifications` by one process, against what gives the same bytes for less work. */
export async function benchVerification(world: World): Promise<Figure[]> {
  const archive = await world.archive('large')
  await world.fill(archive, PEOPLE)
  const bodies = (await attest(archive, PEOPLE, ATTESTATIONS)).map(({ body }) => body)
  await world.fill(archive, PEOPLE)
  const generator = startWorker('load.ts')
  const servers: Server[] = []
  try {
    const { url } = archive
    servers.push(await start({ kind: 'service', url }), await start({ kind: 'withoutAudit', url }))
    const answer = await sameAnswer(servers, bodies)
    servers.push(await start({ kind: 'lookUp', url, answer }), await start({ kind: 'bare', answer }))
    const before = await countChecks(archive)
    const measured = await interleave(generator, servers, bodies)
    await requireAudit(measured.service, (await countChecks(archive)) - before)
    return figuresOf(measured)
  } finally {
    for (const { worker } of [...servers, { worker: generator }]) worker.end()
  }
}

async function start(kind: ServerKind): Promise<Server> {
  const worker = startWorker('server.ts')
  const port = await worker.ask<number>(kind satisfies ServerQuestion)
  return { kind: kind.kind, url: `http://127.0.0.1:${String(port)}/api/v1/verifications`, worker }
}

/** What the service answers: the same bytes to everybody, with audit and without. */
async function sameAnswer(servers: Server[], bodies: string[]): Promise<FixedAnswer> {
  const answers: FixedAnswer[] = []
  for (const { url } of servers) {
    for (const body of bodies.slice(0, 20)) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      const headers = Object.fromEntries(response.headers)
      for (const own of ['connection', 'date', 'keep-alive', 'content-length'])
        Reflect.deleteProperty(headers, own)
      answers.push({ headers, body: await response.text() })
    }
  }
  const [answer, ...others] = answers
  if (answer?.body !== '{"answer":"recognised"}')
    throw new Error(`the service answers ${String(answer?.body)}`)
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(answer)))
    throw new Error('the service does not answer all the same')
  return { ...answer, headers: { ...answer.headers, 'content-length': String(answer.body.length) } }
}

async function interleave(generator: Worker, servers: Server[], bodies: string[]) {
  const measured: Record<Kind, Measured[]> = { service: [], withoutAudit: [], lookUp: [], bare: [] }
  const run = async ({ url, worker }: Server, seconds: number): Promise<Measured> => {
    const before = await worker.ask<number>('cpu')
    const order: LoadOrder = { url, seconds, connections: CONNECTIONS, bodies }
    const load = await generator.ask<LoadResult>(order)
    if (load.failed > 0) throw new Error(`${load.failed} requests failed`)
    return { load, cpu: ((await worker.ask<number>('cpu')) - before) / load.answered }
  }
  for (const server of servers) await run(server, 2)
  for (let round = 0; round < ROUNDS; round++) {
    // Forwards, then backwards: who comes after whom changes.
    for (const server of round % 2 === 0 ? servers : servers.toReversed())
      measured[server.kind].push(await run(server, SECONDS))
  }
  return measured
}

const COUNT_CHECKS = statement('bench.countChecks', 'select count(*) as count from audit_check')

async function countChecks({ database }: Archive): Promise<number> {
  const [row] = await database.query<{ count: number }>(COUNT_CHECKS)
  return row?.count ?? 0
}

/** Every answer left a row: what was measured is the whole check. */
async function requireAudit(measured: Measured[], rows: number): Promise<void> {
  const answered = measured.reduce((sum, { load }) => sum + load.answered, 0)
  if (rows < answered) throw new Error(`${answered} checks left ${rows} rows`)
}

const NAMES: Record<Kind, string> = {
  service: 'with audit',
  withoutAudit: 'without audit',
  lookUp: 'Fastify with one look-up in batches',
  bare: 'bare node:http, same bytes from memory',
}

function figuresOf(measured: Record<Kind, Measured[]>): Figure[] {
  const rates = (kind: Kind) => measured[kind].map(({ load }) => load.rate)
  const compared = (one: Kind, other: Kind, least: number): Figure => ({
    name: 'verification',
    what: `level-1 check ${NAMES[one]} ÷ ${NAMES[other]}`,
    measured: `${spread(rates(one))} ÷ ${spread(rates(other))} requests/s`,
    ...atLeast(median(rates(one)) / median(rates(other)), least),
  })
  const details = (Object.keys(NAMES) as Kind[]).map((kind): Figure => {
    const middle = (of: (each: Measured) => number) => median(measured[kind].map(of))
    return {
      name: 'verification',
      what: `  ${NAMES[kind]}`,
      measured:
        `${thousands(middle(({ cpu }) => cpu))} µs of the server's CPU a request; ` +
        `p50 ${thousands(middle(({ load }) => load.p50))}, p99 ${thousands(middle(({ load }) => load.p99))} ms; ` +
        `generator ${thousands(middle(({ load }) => load.busy * 100))} % of a core`,
    }
  })
  return [compared('service', 'bare', 0.25), compared('withoutAudit', 'lookUp', 0.5), ...details]
}
