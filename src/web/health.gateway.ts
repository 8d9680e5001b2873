import { createServer, type Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { collectDefaultMetrics, Counter, Gauge as PromGauge, Histogram, Registry } from 'prom-client'
import { type Gauge, type WebApp } from './server.gateway.js'

/** Whether the service can do its work: the database answers, and has the schema this code needs. */
export type IsReady = () => Promise<boolean>

const READY_WITHIN = 1_000

/** `/livez` asks nothing of anybody; `/readyz` turns red while the database is away, and recovers by itself. */
export function healthRoutes(app: WebApp, isReady: IsReady): void {
  app.get('/livez', { logLevel: 'silent' }, () => ({ state: 'live' }))
  app.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const asked = isReady().catch(() => false)
    // A database that is silent is away: who probes us must learn it within two seconds (T49).
    const ready = await Promise.race([asked, pause(READY_WITHIN, false, { ref: false })])
    if (ready) return { state: 'ready' }
    return reply.code(503).header('retry-after', '5').send({ state: 'notReady' })
  })
}

/** Rate, errors and durations by route pattern, never by value; served on a port of their own. */
export function openMetrics(app: WebApp): {
  listen: (port: number, host: string) => Promise<Server>
  text: () => Promise<string>
} {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'attesta_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status_code'] as const,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'attesta_http_request_seconds',
    help: 'Time to answer',
    labelNames: ['route'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    requests.inc({ method: request.method, route, status_code: reply.statusCode })
    durations.observe({ route }, reply.elapsedTime / 1000)
    done()
  })
  app.decorate('addGauge', (gauge: Gauge) => {
    addGauge(registry, gauge)
  })
  const text = () => registry.metrics()
  return { text, listen: (port, host) => listen(text, port, host) }
}

/** What cannot be read now is left out: its absence is seen, and the other numbers still are. */
function addGauge(registry: Registry, { name, help, labels, read }: Gauge): void {
  new PromGauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    async collect() {
      const values = await read().catch(() => [])
      this.reset()
      for (const { labels: of, value } of values) this.set(of, value)
    },
  })
}

function listen(text: () => Promise<string>, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    void text().then((body) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(body)
    })
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      resolve(server)
    })
  })
}
