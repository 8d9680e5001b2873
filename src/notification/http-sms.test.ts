import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type Clock, clockOf } from '../kernel/clock.js'
import { type Instant, SECOND } from '../kernel/instant.js'
import { type LogCode } from '../kernel/log.js'
import { httpSmsGateway } from './http-sms.gateway.js'
import { type Phone } from './message.js'

const MESSAGE = { id: 'id-1', to: '+393470000001' as Phone, text: 'Codice 123456.' }

interface Gateway {
  url: string
  received: { headers: Record<string, unknown>; body: unknown }[]
  answerWith: (statusCode: number | 'nothing') => void
}

async function gatewayOf(t: TestContext): Promise<Gateway> {
  let answer: number | 'nothing' = 200
  const received: Gateway['received'] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers, body: JSON.parse(body) as unknown })
      if (answer !== 'nothing')
        response.writeHead(answer, { location: 'http://elsewhere.invalid/' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${String(port)}/sms`, received, answerWith: (code) => (answer = code) }
}

function timeOf(): { clock: Clock; pass: (milliseconds: number) => void } {
  let now = 1_700_000_000_000
  return { clock: clockOf(() => now as Instant), pass: (milliseconds) => (now += milliseconds) }
}

void test('a message is posted as JSON with the bearer token and the idempotency key', async (t) => {
  const gateway = await gatewayOf(t)
  const send = httpSmsGateway({ url: gateway.url, token: 'secret' }, { ...timeOf(), log: () => undefined })
  assert.deepEqual(await send(MESSAGE), { kind: 'delivered' })
  const [post] = gateway.received
  assert.deepEqual(post?.body, { to: MESSAGE.to, text: MESSAGE.text, idempotencyKey: 'id-1' })
  assert.equal(post.headers['authorization'], 'Bearer secret')
})

void test('what the gateway will never take is refused, what may pass is tried again', async (t) => {
  const gateway = await gatewayOf(t)
  const send = httpSmsGateway({ url: gateway.url, token: 'secret' }, { ...timeOf(), log: () => undefined })
  const outcomes: Record<number, string> = {
    202: 'delivered',
    400: 'refused',
    422: 'refused',
    429: 'failed',
    401: 'failed',
    302: 'failed',
  }
  for (const [code, kind] of Object.entries(outcomes)) {
    gateway.answerWith(Number(code))
    assert.equal((await send(MESSAGE)).kind, kind, code)
    gateway.answerWith(200)
    await send(MESSAGE)
  }
})

void test('T54: a gateway that is silent fails within the time limit', async (t) => {
  const gateway = await gatewayOf(t)
  gateway.answerWith('nothing')
  const send = httpSmsGateway(
    { url: gateway.url, token: 'secret', timeLimit: 50 },
    { ...timeOf(), log: () => undefined },
  )
  assert.deepEqual(await send(MESSAGE), { kind: 'failed', failure: 'TimeoutError' })
})

void test('T54: after five failures in a row the circuit opens for 30 seconds, then lets one try through', async (t) => {
  const gateway = await gatewayOf(t)
  const { clock, pass } = timeOf()
  const logged: LogCode[] = []
  const send = httpSmsGateway(
    { url: gateway.url, token: 'secret' },
    { clock, log: (code) => logged.push(code) },
  )
  gateway.answerWith(503)
  for (let time = 1; time <= 5; time++) assert.equal((await send(MESSAGE)).kind, 'failed')
  assert.deepEqual(logged, ['outbox.circuitOpened'])
  assert.deepEqual(await send(MESSAGE), { kind: 'held', until: clock.now() + 30 * SECOND })
  assert.equal(gateway.received.length, 5, 'nothing is sent while it is open')

  pass(30 * SECOND)
  const [one, other] = await Promise.all([send(MESSAGE), send(MESSAGE)])
  assert.deepEqual([one.kind, other.kind], ['failed', 'held'], 'one try, which failed: open again')
  assert.equal((await send(MESSAGE)).kind, 'held')

  pass(30 * SECOND)
  gateway.answerWith(200)
  assert.equal((await send(MESSAGE)).kind, 'delivered')
  assert.equal((await send(MESSAGE)).kind, 'delivered', 'closed')
})
