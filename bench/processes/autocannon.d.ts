/** The little of autocannon that the benches use: it ships no types. */
declare module 'autocannon' {
  interface Request {
    method: string
    headers: Record<string, string>
    body: string
  }
  interface Client {
    setRequests: (requests: Request[]) => void
  }
  interface Result {
    requests: { total: number }
    latency: { p50: number; p99: number }
    errors: number
    timeouts: number
    non2xx: number
    /** Seconds. */
    duration: number
  }
  export default function autocannon(options: {
    url: string
    connections: number
    duration: number
    overallRate?: number
    setupClient: (client: Client) => void
  }): Promise<Result>
}
