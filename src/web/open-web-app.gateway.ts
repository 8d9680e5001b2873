import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import fastifySwagger from '@fastify/swagger'
import Fastify from 'fastify'
import { readStrictJson } from '../kernel/strict-json.js'
import { isLocale } from '../messages/locale.js'
import { ANSWER_LIMIT, answerInTime, type AnswerLimit } from './answer-in-time.gateway.js'
import { answerClientError, answerError, answerNotFound, answerUnroutable } from './errors.gateway.js'
import { Refusal } from './refusal.js'
import { comesFromOurPages } from './same-origin.js'
import { securityHeaders } from './security-headers.js'
import { LANGUAGE_COOKIE, pathOf, rememberLanguage, type WebApp, type WebSettings } from './server.gateway.js'

/** 4 KiB: the largest form is a token, a codice fiscale and a few words. */
const BODY_LIMIT = 4096

/** The HTTP edge: strict bodies, time limits, headers, languages and errors, the same for every route. */
export async function openWebApp(
  settings: WebSettings,
  answerLimit: AnswerLimit = ANSWER_LIMIT,
): Promise<WebApp> {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 15_000,
    // For sockets on which nothing happens; after the answer that a late handler is given (answerInTime).
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    // For what is read at the start (loadRoutes), on a machine that has much else to do.
    pluginTimeout: 60_000,
    http: { maxHeaderSize: 16_384 },
    // Behind the institution's proxy nothing is decided by the client's address.
    trustProxy: false,
    genReqId: () => referenceFrom(settings.chance.uuid()),
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true, useDefaults: false },
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerUnroutable,
    exposeHeadRoutes: true,
    return503OnClosing: true,
  })
  app.decorate('settings', settings)
  await app.register(fastifyCookie)
  await app.register(fastifyFormbody, { bodyLimit: BODY_LIMIT })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Attesta',
        version: '1',
        description: 'Verification of a disability status, and the door of the registry’s feed.',
      },
      servers: [{ url: settings.service.baseUrl }],
    },
    hideUntagged: true,
  })
  readBodiesStrictly(app)
  answerInTime(app, answerLimit)
  guardEveryRequest(app, settings)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerNotFound)
  return app
}

/** JSON with one meaning only: no duplicate names (T04), no `__proto__` (T05). */
function readBodiesStrictly(app: WebApp): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const read = readStrictJson(String(body))
    if (read.kind === 'read') done(null, read.value)
    else done(new Refusal({ kind: 'badRequest' }))
  })
}

/** Ten hexadecimal digits, of the random ones of a UUID. */
function referenceFrom(uuid: string): string {
  return (uuid.slice(0, 8) + uuid.slice(-2)).toUpperCase()
}

const HEADERS = {
  indexable: securityHeaders({ indexable: true }),
  notIndexable: securityHeaders({ indexable: false }),
}

function guardEveryRequest(app: WebApp, { service, log, stopwatch }: WebSettings): void {
  app.decorateRequest('startedAt', undefined)
  app.addHook('onRequest', (request, reply, done) => {
    request.startedAt = stopwatch()
    const {
      indexable = false,
      cacheable = 'no-store',
      takesCrossSitePosts = false,
    } = request.routeOptions.config
    reply.headers(indexable ? HEADERS.indexable : HEADERS.notIndexable).header('cache-control', cacheable)
    const { headers, method } = request
    const origin = {
      method,
      site: firstOf(headers['sec-fetch-site']),
      origin: headers.origin,
      host: headers.host,
    }
    if (!takesCrossSitePosts && !comesFromOurPages(origin, service.baseUrl)) {
      done(new Refusal({ kind: 'forbidden' }))
      return
    }
    const asked = (request.query as Record<string, unknown> | undefined)?.[LANGUAGE_COOKIE]
    if (method === 'GET' && isLocale(asked)) {
      rememberLanguage(reply, asked)
      void reply.redirect(pathOf(request) + otherWords(request.url), 303)
    } else done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    log('http.request', {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      statusCode: reply.statusCode,
      milliseconds: Math.round((stopwatch() - (request.startedAt ?? stopwatch())) * 10) / 10,
      reference: request.id,
    })
    done()
  })
}

/** What an address asks for besides the language. */
function otherWords(url: string): string {
  const [, query = ''] = url.split('?', 2)
  const words = new URLSearchParams(query)
  words.delete(LANGUAGE_COOKIE)
  return words.size === 0 ? '' : `?${words.toString()}`
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
