import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { serveApp, wireApp } from '../src/app.js'
import { onBothEngines } from './databases.js'
import { testToolkit } from './toolkit.js'

onBothEngines(
  'a database that is away is 503 with Retry-After, /readyz is red, and it recovers by itself',
  async (_t, database, { server }) => {
    assert.ok(server)
    const toolkit = testToolkit(database)
    const app = wireApp(toolkit)
    await app.audit.makeRoom()
    const { app: web } = await serveApp(app, toolkit)
    const payload = { token: '0'.repeat(32), codiceFiscale: 'BLLGNS72C58A944L' }
    const ask = () => web.inject({ method: 'POST', url: '/api/v1/verifications', payload })
    assert.equal((await web.inject('/readyz')).statusCode, 200)
    assert.equal((await ask()).statusCode, 200)

    await server.stop()
    const away = await ask()
    assert.equal(away.statusCode, 503)
    assert.equal(away.headers['retry-after'], '5')
    assert.equal(away.json<{ type: string }>().type, 'urn:attesta:problem:unavailable')
    assert.equal((await web.inject('/readyz')).statusCode, 503)
    assert.equal((await web.inject('/livez')).statusCode, 200)
    assert.equal((await web.inject('/v')).statusCode, 200, 'the page that asks needs no database')

    await server.start()
    for (let tries = 0; tries < 40 && (await web.inject('/readyz')).statusCode !== 200; tries++)
      await wait(250)
    assert.deepEqual((await ask()).json(), { answer: 'notValid' })
    await web.close()
  },
)
