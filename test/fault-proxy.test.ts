import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type FaultProxy, faultProxy } from './fault-proxy.js'

void test('what is sent arrives, both ways, and a cut ends the old connections but not the new ones', async () => {
  await withEcho(async (proxy, open) => {
    const first = await open()
    assert.equal(await first.ask('one'), 'ONE')
    proxy.cut()
    assert.equal(await first.ask('two'), 'ended')
    assert.equal(await (await open()).ask('three'), 'THREE')
  })
})

void test('a cut at the n-th message loses either the message or its answer, and happens once', async () => {
  await withEcho(async (proxy, open, received) => {
    for (const [lose, arrived] of [
      ['message', ['one']],
      ['answer', ['one', 'two']],
    ] as const) {
      received.length = 0
      proxy.cutAt({ nth: 2, lose })
      const client = await open()
      assert.equal(await client.ask('one'), 'ONE')
      assert.equal(await client.ask('two'), 'ended')
      assert.equal(proxy.wasCut(), true)
      assert.deepEqual(received, arrived)
      const other = await open()
      assert.equal(await other.ask('one'), 'ONE')
      assert.equal(await other.ask('two'), 'TWO')
    }
  })
})

void test('of chosen messages only those that count are counted', async () => {
  await withEcho(async (proxy, open) => {
    proxy.cutAt({ nth: 1, lose: 'message', counts: (message) => message.includes('commit') })
    const client = await open()
    assert.equal(await client.ask('begin'), 'BEGIN')
    assert.equal(await client.ask('commit'), 'ended')
    proxy.cutAt({ nth: 1, lose: 'message' })
    assert.equal(proxy.wasCut(), false)
    assert.equal(await (await open()).ask('commit'), 'COMMIT', 'a plan that was given up')
  })
})

void test('a delay makes every answer late, in order, until it ends', async () => {
  await withEcho(async (proxy, open) => {
    const client = await open()
    proxy.delay(80)
    const started = performance.now()
    assert.equal(await client.ask('one'), 'ONE')
    assert.equal(await client.ask('two'), 'TWO')
    assert.ok(performance.now() - started >= 155, 'two delays')
    proxy.delay(0)
    assert.equal(await client.ask('three'), 'THREE')
  })
})

void test('while it is stalled nothing passes and nothing is said, and what was held up passes when it heals', async () => {
  await withEcho(async (proxy, open, received) => {
    const client = await open()
    assert.equal(await client.ask('one'), 'ONE')
    proxy.stall()
    const [old, fresh] = [client.ask('two'), (await open()).ask('three')]
    assert.equal(await Promise.race([old, fresh, pause(60, 'silence')]), 'silence')
    assert.deepEqual(received, ['one'])
    proxy.heal()
    assert.deepEqual(await Promise.all([old, fresh]), ['TWO', 'THREE'])
  })
})

interface EchoClient {
  /** Sends, and waits for the next answer, or the end. */
  ask: (text: string) => Promise<string>
}

/** A server that answers in capitals, behind a proxy. */
async function withEcho(
  work: (proxy: FaultProxy, open: () => Promise<EchoClient>, received: string[]) => Promise<void>,
) {
  const received: string[] = []
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (text) => {
      received.push(text.toString())
      socket.write(text.toString().toUpperCase())
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = await faultProxy({ host: '127.0.0.1', port: (server.address() as { port: number }).port })
  const open = async () => {
    const socket = connect({ port: proxy.port, host: '127.0.0.1' })
    sockets.push(socket)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    const ended = new Promise<string>((resolve) => socket.once('close', () => resolve('ended')))
    return {
      ask: (text: string) => {
        const answer = new Promise<string>((resolve) =>
          socket.once('data', (bytes) => resolve(bytes.toString())),
        )
        socket.write(text)
        return Promise.race([answer, ended])
      },
    }
  }
  try {
    await work(proxy, open, received)
  } finally {
    for (const socket of sockets) socket.destroy()
    await proxy.close()
    server.close()
  }
}
