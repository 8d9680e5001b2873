import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Socket } from 'node:net'
import { Unavailable } from '../kernel/failures.js'
import { errorPage, type ErrorView } from './error.page.js'
import { type Problem, problem, type ProblemName } from './problem.js'
import { Refusal } from './refusal.js'
import { contextOf, sendPage } from './server.gateway.js'
import { securityHeaders } from './security-headers.js'

/** The one place where a failure becomes an answer. Nothing of the failure itself is shown (ASVS 5.0 §16.5.1). */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return answerRefusal(error, request, reply)
  if (error instanceof Unavailable)
    return answer(request, reply.header('retry-after', '5'), 'unavailable', { kind: 'down' })
  if (error.validation) {
    const errors = error.validation.map(({ instancePath, keyword, params }) => ({
      field: instancePath.slice(1) || nameIn(params),
      reason: keyword,
    }))
    return answer(request, reply, 'bad-request', { kind: 'badRequest' }, { errors })
  }
  if (error.statusCode === 413) return answer(request, reply, 'too-large', { kind: 'tooLarge' })
  if (error.statusCode === 415)
    return answer(request, reply, 'unsupported-media-type', { kind: 'badRequest' })
  if (error.statusCode === 503) {
    return answer(request, reply.header('retry-after', '5'), 'unavailable', { kind: 'down' })
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return answer(request, reply, 'bad-request', { kind: 'badRequest' })
  }
  request.server.settings.log('http.failure', {
    route: request.routeOptions.url ?? 'none',
    reference: request.id,
    failure: nameOf(error),
  })
  return answer(request, reply, 'failure', { kind: 'failure' })
}

/** An address that cannot be decoded (`/%ff`) reaches no route, and none of what runs before one: cookies are read here. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  request.cookies = request.server.parseCookie(request.headers.cookie ?? '')
  answerError(error, request, reply)
}

/** An unknown address is 404; a known one asked with another method is 405, with what it allows. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const allowed = ['GET', 'POST'].filter((method) => {
    const url = request.url.split('?', 1)[0] ?? '/'
    return request.server.hasRoute({ url, method })
  })
  if (allowed.length === 0) return answer(request, reply, 'not-found', { kind: 'notFound' })
  return answer(request, reply.header('allow', allowed.join(', ')), 'method-not-allowed', {
    kind: 'badRequest',
  })
}

/** What never became a request: broken framing (T06), headers too large (T03), a method that HTTP does not know (T01). */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const name = nameOfClientError(error)
  const body = JSON.stringify(problem(name))
  const headers = {
    ...securityHeaders({ indexable: false }),
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${String(problem(name).status)} \r\n${lines.join('')}\r\n${body}`)
}

interface ClientError extends Error {
  code?: string
  /** A buffer, whatever the types of Fastify say. */
  rawPacket?: unknown
}

/** A method and an address, as RFC 9112 §3 writes them: the parser calls every beginning it does not know a method. */
const REQUEST_LINE = /^(?:\r\n)*[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32} [/*h]\S* HTTP\/1\.[01]\r?\n/

function nameOfClientError({ code, rawPacket }: ClientError): ProblemName {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large'
  const isRequest =
    code === 'HPE_INVALID_METHOD' &&
    Buffer.isBuffer(rawPacket) &&
    REQUEST_LINE.test(rawPacket.toString('latin1'))
  return isRequest ? 'method-not-allowed' : 'bad-request'
}

function answerRefusal({ refusal }: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  switch (refusal.kind) {
    case 'notFound':
      return answer(request, reply, 'not-found', { kind: 'notFound' })
    case 'forbidden':
      return answer(request, reply, 'forbidden', { kind: 'forbidden' })
    case 'badRequest':
      return answer(request, reply, 'bad-request', { kind: 'badRequest' })
    case 'noCodiceFiscale':
      return answer(request, reply, 'forbidden', { kind: 'noCodiceFiscale' })
    case 'loginCancelled':
      return answer(request, reply, 'login-cancelled', { kind: 'cancelled' })
    case 'loginNeeded':
    case 'sessionEnded':
      if (wantsPage(request)) return reply.redirect(refusal.to, 303)
      return answer(request, reply, 'login-needed', { kind: 'session' })
    case 'chooseFirst':
      if (wantsPage(request)) return reply.redirect(refusal.to, 303)
      return answer(request, reply, 'forbidden', { kind: 'forbidden' })
    case 'mandateEnded':
    case 'outsideMandate':
      // Whoever is told so is logged in: they must see as whom, and have the way out.
      return answer(request, reply, 'forbidden', refusal)
    case 'tooMany': {
      const minutes = Math.ceil(refusal.retryAfterSeconds / 60)
      return answer(request, reply.header('retry-after', String(refusal.retryAfterSeconds)), 'too-many', {
        kind: 'tooMany',
        minutes,
      })
    }
  }
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  name: ProblemName,
  view: ErrorView,
  more: Pick<Problem, 'errors'> = {},
): FastifyReply {
  const { status, ...document } = problem(name, { reference: request.id, ...more })
  reply.headers(securityHeaders({ indexable: false })).header('cache-control', 'no-store')
  if (wantsPage(request)) {
    const context = contextOf(request)
    return sendPage(reply, context, errorPage(context, view, request.id), status)
  }
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ ...document, status })
}

/** Browsers say `text/html` first; a client that says nothing gets a problem document. */
function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
}

/** The name of a field too many or too few, in what the validator says. */
function nameIn({ additionalProperty, missingProperty }: Record<string, unknown>): string {
  if (typeof additionalProperty === 'string') return additionalProperty
  return typeof missingProperty === 'string' ? missingProperty : ''
}

/** Which failure, for the log: its class and SQLSTATE, never its message, which may quote what was sent. */
function nameOf(error: Error & { code?: string }): string {
  return error.code === undefined ? error.name : `${error.name} ${error.code}`
}
