import { chmodSync, readFileSync, rmSync } from 'node:fs'
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import { createServer } from 'node:https'
import { constants, timingSafeEqual, X509Certificate } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import { securityHeaders } from '../../web/security-headers.js'
import { type PresentCard } from './present-card.js'

export interface ListenerNeeds {
  present: PresentCard
  /** Where the pages are. */
  baseUrl: string
  /** A failure of ours, by its class. */
  failed: (failure: string) => void
}

/** Somebody types the card's PIN within the handshake: two minutes, as Node has it. */
const LIMITS = { requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }
const MOST_CONNECTIONS = 1000

export interface ServerFiles {
  key: string | Buffer
  cert: string | Buffer
}

/** Reads them each time they are put in force: a renewed certificate needs no restart. */
export function serverFiles({ keyFile, certificateFile }: { keyFile: string; certificateFile: string }) {
  return (): ServerFiles => ({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) })
}

/**
 * The listener that asks for the card. Any certificate may come through the handshake, which proves that its key is at
 * hand; whether it is believed is decided afterwards, so that a page can say why not (`ca` only tells the browser which
 * cards to offer). No session is resumed: each login shows the card.
 */
export function openCardListener(files: () => ServerFiles, needs: ListenerNeeds) {
  const context = (ca: string) => ({
    ...files(),
    ...(ca === '' ? {} : { ca }),
    minVersion: 'TLSv1.2' as const,
  })
  const server = createServer(
    {
      ...LIMITS,
      ...context(''),
      requestCert: true,
      rejectUnauthorized: false,
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    handler(needs, (request) =>
      request.socket instanceof TLSSocket ? request.socket.getPeerX509Certificate()?.raw : undefined,
    ),
  )
  server.maxConnections = MOST_CONNECTIONS
  return { server: server as Server, offer: (ca: string): void => server.setSecureContext(context(ca)) }
}

/**
 * The same behind a proxy that ends the TLS. What its headers say is believed from nobody but the proxy: it knows the
 * secret, or is alone at a socket that only it may open. The subject is read from the certificate, never from a header.
 */
export function openCardProxyDoor(secret: string | undefined, needs: ListenerNeeds): Server {
  const door = handler(needs, (request) => {
    const { 'x-cns-verify': verify = '', 'x-cns-certificate': escaped = '' } = request.headers
    return verify === 'NONE' || verify === '' ? undefined : certificateIn(String(escaped))
  })
  const server = createPlainServer(LIMITS, (request, response) => {
    if (secret === undefined || isSame(String(request.headers['x-cns-secret'] ?? ''), secret))
      door(request, response)
    else response.writeHead(403, HEADERS).end()
  })
  server.maxConnections = MOST_CONNECTIONS
  return server
}

const HEADERS = {
  ...securityHeaders({ indexable: false }),
  'cache-control': 'no-store',
  connection: 'close',
  'content-length': '0',
}

/** Every answer leads back to the pages: there the words are, in the person's language. */
function handler(
  { present, baseUrl, failed }: ListenerNeeds,
  cardOf: (request: IncomingMessage) => Uint8Array | undefined,
): RequestListener {
  const answer = async (request: IncomingMessage): Promise<string> => {
    const { searchParams } = new URL(request.url ?? '/', 'https://card')
    const code = await present({ der: cardOf(request), request: searchParams.get('richiesta') ?? '' })
    return code === undefined ? '' : `?risposta=${code}`
  }
  return (request, response) => {
    if (request.method !== 'GET') {
      response.writeHead(405, { ...HEADERS, allow: 'GET' }).end()
      return
    }
    answer(request).then(
      (query) => {
        response.writeHead(303, { ...HEADERS, location: `${baseUrl}/accedi/cns/risposta${query}` }).end()
      },
      (error: unknown) => {
        failed(error instanceof Error ? error.name : 'unknown')
        response.writeHead(503, { ...HEADERS, 'retry-after': '5' }).end()
      },
    )
  }
}

function certificateIn(escaped: string): Uint8Array | undefined {
  try {
    return new X509Certificate(decodeURIComponent(escaped)).raw
  } catch {
    return new Uint8Array()
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Listens, and gives what closes the door. A socket is for its owner and group: the proxy must be in it. */
export async function listenAt(
  server: Server,
  where: { port: number; host: string } | { path: string },
): Promise<() => Promise<void>> {
  if ('path' in where) rmSync(where.path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(where, resolve)
  })
  if ('path' in where) chmodSync(where.path, 0o660)
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve()
      })
      server.closeAllConnections()
    })
}
