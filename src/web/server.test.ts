import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '../kernel/failures.js'
import { type LogCode, type LogFields } from '../kernel/log.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { openWebApp } from './open-web-app.gateway.js'
import { formSchema, type WebApp } from './server.gateway.js'

const CANARY = 'BLLGNS72C58A944L'
const logged: [LogCode, LogFields | undefined][] = []
let app: WebApp
let port: number

before(async () => {
  app = await openWebApp({
    service: {
      baseUrl: 'http://localhost',
      institution: 'I',
      contact: 'c',
      telephone: '800 000 123',
      demo: false,
    },
    log: (code, fields) => logged.push([code, fields]),
    chance: systemChance,
    stopwatch: () => performance.now(),
    assets: new Map(),
  })
  const body = {
    type: 'object',
    additionalProperties: false,
    required: ['a'],
    properties: { a: { type: 'string' } },
  }
  app.post('/api/v1/echo', { schema: { body } }, (request) => request.body)
  app.post(
    '/form',
    { schema: { body: formSchema({ a: { maxLength: 10 } }, ['a']) } },
    (request) => request.body,
  )
  app.get('/', { config: { indexable: true } }, () => 'home')
  app.get('/other', () => 'other')
  app.get('/bug', () => {
    throw new Error(`select * from x where code = '${CANARY}'`)
  })
  app.get('/away', () => {
    throw new Unavailable('database')
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as { port: number }).port
})

after(() => app.close())

const json = { 'content-type': 'application/json' }
const echo = (payload: string, headers: Record<string, string> = json) =>
  app.inject({ method: 'POST', url: '/api/v1/echo', headers, payload })

/** Sends bytes as they are, and gives the first line and the rest of what comes back. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')))
    socket.on('close', () => {
      resolve(answer)
    })
    socket.on('error', reject)
  })
}

void test('T01 a method that an address does not answer is 405, and says what it allows', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
    const answer = await app.inject({ method, url: '/other', headers: { origin: 'http://localhost' } })
    assert.equal(answer.statusCode, 405, method)
    assert.match(String(answer.headers['allow']), /GET/)
  }
  assert.match(
    await raw('TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    /^HTTP\/1\.1 405 /,
  )
  assert.match(
    await raw('WIBBLE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    /^HTTP\/1\.1 405 /,
  )
})

void test('T02 a body of 4 KiB and one byte is 413, as a problem document', async () => {
  const fits = JSON.stringify({ a: 'x'.repeat(4096 - 8) })
  assert.equal(Buffer.byteLength(fits), 4096)
  assert.equal((await echo(fits)).statusCode, 200)
  const answer = await echo(JSON.stringify({ a: 'x'.repeat(4096 - 7) }))
  assert.equal(answer.statusCode, 413)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  assert.equal(answer.json<{ type: string }>().type, 'urn:attesta:problem:too-large')
})

void test('T03 headers above 16 KiB are 431', async () => {
  const answer = await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`)
  assert.match(answer, /^HTTP\/1\.1 431 /)
  assert.match(answer, /urn:attesta:problem:headers-too-large/)
})

void test('T04 a duplicate name, an unknown field and a wrong type are 400: nothing is coerced or dropped', async () => {
  for (const payload of [
    '{"a":"1","a":"2"}',
    '{"a":"1","b":"2"}',
    '{"a":1}',
    '{"a":null}',
    '{}',
    '[]',
    '"a"',
    '{"a":"1"',
    '',
  ]) {
    const answer = await echo(payload)
    assert.equal(answer.statusCode, 400, payload)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  }
  const form = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/form',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload,
    })
  assert.equal((await form('a=1')).statusCode, 200)
  for (const payload of ['a=1&a=2', 'a=1&b=2', 'b=2', 'a=12345678901'])
    assert.equal((await form(payload)).statusCode, 400, payload)
})

void test('T05 __proto__ and constructor are 400, and no prototype is changed', async () => {
  for (const payload of ['{"a":"1","__proto__":{"x":1}}', '{"a":"1","constructor":{"prototype":{"x":1}}}']) {
    assert.equal((await echo(payload)).statusCode, 400, payload)
  }
  assert.equal(({} as { x?: unknown }).x, undefined)
})

void test('T06 Content-Length together with Transfer-Encoding is 400, and the connection is closed', async () => {
  const answer = await raw(
    'POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  )
  assert.match(answer, /^HTTP\/1\.1 400 /)
  assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1)
})

void test('T07 every answer carries the security headers, errors too, and nothing inline is allowed', async () => {
  for (const url of ['/', '/other', '/nowhere', '/bug', '/away']) {
    const { headers } = await app.inject({ url })
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/, url)
    assert.match(policy, /script-src 'self'(;|$)/)
    assert.doesNotMatch(policy, /unsafe|nonce|\*/)
    assert.match(String(headers['strict-transport-security']), /max-age=63072000/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.equal(headers['cache-control'], 'no-store')
  }
})

void test('T08 a thrown error is a problem document, or a page, without stack, SQL or version', async () => {
  const asJson = await app.inject({ url: '/bug' })
  assert.equal(asJson.statusCode, 500)
  assert.equal(asJson.json<{ type: string }>().type, 'urn:attesta:problem:failure')
  const asPage = await app.inject({ url: '/bug', headers: { accept: 'text/html' } })
  assert.equal(asPage.statusCode, 500)
  for (const { body, headers } of [asJson, asPage]) {
    assert.doesNotMatch(body, /select|at .*\.ts|node_modules|fastify/i)
    assert.doesNotMatch(body, new RegExp(CANARY))
    assert.equal(headers['x-powered-by'], undefined)
    assert.equal(headers['server'], undefined)
  }
})

void test('T10 search engines may list the home page alone', async () => {
  assert.equal((await app.inject({ url: '/' })).headers['x-robots-tag'], undefined)
  for (const url of ['/other', '/nowhere', '/bug']) {
    assert.match(String((await app.inject({ url })).headers['x-robots-tag']), /noindex/, url)
  }
})

void test('an unknown address is 404: a page for a browser, a problem document for a program', async () => {
  const page = await app.inject({ url: '/nowhere', headers: { accept: 'text/html,*/*' } })
  assert.equal(page.statusCode, 404)
  assert.match(page.body, /Questa pagina non c/)
  const program = await app.inject({ url: '/api/v1/nowhere', headers: { accept: 'text/html' } })
  assert.equal(program.json<{ type: string }>().type, 'urn:attesta:problem:not-found')
})

void test('a database that is away is 503 with Retry-After', async () => {
  const answer = await app.inject({ url: '/away' })
  assert.equal(answer.statusCode, 503)
  assert.equal(answer.headers['retry-after'], '5')
})

void test('a handler that hangs is 503 with Retry-After, and its late answer goes nowhere', async () => {
  const { settings } = app
  const hasty = await openWebApp(settings, { handler: 50, look: 10 })
  const { promise: late, resolve: answer } = withResolvers<string>()
  hasty.get('/hangs', () => late)
  hasty.get('/streams', (_request, reply) => reply.type('text/plain').send(Readable.from(slowly())))
  try {
    const [hanging, streaming] = await Promise.all([hasty.inject('/hangs'), hasty.inject('/streams')])
    answer('too late')
    await late
    assert.equal(hanging.statusCode, 503)
    assert.equal(hanging.headers['retry-after'], '5')
    assert.equal(hanging.json<{ type: string }>().type, 'urn:attesta:problem:unavailable')
    assert.equal(streaming.statusCode, 200)
    assert.equal(streaming.body, 'first, last', 'what has begun is not ended')
  } finally {
    await hasty.close()
  }
})

async function* slowly() {
  yield 'first, '
  await pause(200)
  yield 'last'
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}

void test('T29 a form that comes from another site is 403', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/form',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://evil.example',
      host: 'localhost',
    },
    payload: 'a=1',
  })
  assert.equal(answer.statusCode, 403)
})

void test('T68 the log names the pattern of a route, never what was asked or what failed', async () => {
  logged.length = 0
  await app.inject({ url: `/nowhere/${CANARY}?x=${CANARY}` })
  await app.inject({ url: '/bug' })
  assert.ok(logged.some(([code]) => code === 'http.failure'))
  assert.doesNotMatch(JSON.stringify(logged), new RegExp(CANARY))
})

void test('T33 the language link leads back to the same address, never to another host', async () => {
  for (const url of [
    '//evil.example?lingua=en',
    '/\\evil.example?lingua=en',
    '///evil.example/x?lingua=en',
  ]) {
    const { headers } = await app.inject({ url })
    assert.doesNotMatch(headers.location ?? '', /^[/\\]{2}/, url)
  }
})
