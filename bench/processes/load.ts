/** The load generator, in a process of its own: its work does not slow the server's event loop. */
import autocannon from 'autocannon'
import { answerQuestions } from './process.js'

export interface LoadOrder {
  url: string
  seconds: number
  connections: number
  /** Requests a second; as many as are answered where it is left out. */
  rate?: number
  /** The bodies to post, in this order, again and again; each connection has its own part of them. */
  bodies: string[]
}

export interface LoadResult {
  /** Requests answered a second. */
  rate: number
  answered: number
  p50: number
  p99: number
  /** What was not answered, or not with 200. */
  failed: number
  /** Of a processor, how much the generator itself took. */
  busy: number
}

answerQuestions(async ({ url, seconds, connections, rate, bodies }: LoadOrder) => {
  let next = 0
  const before = process.cpuUsage()
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    setupClient: (client) => {
      const part = next++
      client.setRequests(
        bodies
          .filter((_, index) => index % connections === part)
          .map((body) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body })),
      )
    },
  })
  const { user, system } = process.cpuUsage(before)
  return {
    rate: result.requests.total / result.duration,
    answered: result.requests.total,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.errors + result.timeouts + result.non2xx,
    busy: (user + system) / 1e6 / result.duration,
  } satisfies LoadResult
})
