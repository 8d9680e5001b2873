import { type App, serveApp, wireApp } from '../src/app.js'
import { type Database } from '../src/db/database.js'
import { type FeedSenders } from '../src/registry/signed-batches/feed-senders.js'
import { type Web } from '../src/web/web.wire.js'
import { type TestBatch } from './feed-door.js'
import { testToolkit, type TestToolkit } from './toolkit.js'

export interface FeedOverHttp {
  app: App
  web: Web
  toolkit: TestToolkit
  post: (batch: TestBatch, more?: Record<string, string>) => Promise<Answer>
  receipt: (location: string) => Promise<Answer>
}

interface Request {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  payload?: Buffer
}

export interface Answer {
  status: number
  location: string | undefined
  body: Record<string, unknown>
}

/** The whole service on a database, asked without a network. */
export async function feedOverHttp(
  database: Database,
  senders: FeedSenders,
  bodyLimit = 1024 * 1024,
): Promise<FeedOverHttp> {
  const toolkit = { ...testToolkit(database), intake: { senders, unsigned: false, bodyLimit } }
  const app = wireApp(toolkit)
  const web = await serveApp(app, toolkit)
  const ask = async (options: Request): Promise<Answer> => {
    const { statusCode, headers, body } = await web.app.inject(options)
    return {
      status: statusCode,
      location: headers.location?.toString(),
      body: JSON.parse(body) as Record<string, unknown>,
    }
  }
  return {
    ...{ app, web, toolkit },
    post: ({ bytes, signed }, more = {}) =>
      ask({
        method: 'POST',
        url: '/api/v1/feed',
        headers: { ...headersOf(signed), ...more },
        payload: bytes,
      }),
    receipt: (url) => ask({ method: 'GET', url }),
  }
}

export function headersOf({ bytes, jws }: TestBatch['signed']): Record<string, string> {
  return {
    'content-type': 'application/x-ndjson',
    'feed-manifest': bytes.toString('base64url'),
    'feed-signature': jws,
  }
}
