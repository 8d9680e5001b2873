import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { serveApp, wireApp } from '../src/app.js'
import { demoIdentities, seedDemo } from '../src/cli/demo/seed.js'
import { demoWorld } from '../src/cli/demo/demo-people.js'
import { onBothEngines } from './databases.js'
import { testToolkit } from './toolkit.js'
import { type Answer, logIn, visitorOn } from './visitor.js'

onBothEngines(
  'a database that is away is 503 with Retry-After, /readyz is red, and it recovers by itself',
  async (_t, database, { server }) => {
    assert.ok(server)
    const people = demoWorld('2026-11-23')
    const toolkit = { ...testToolkit(database), demo: { identities: demoIdentities(people) } }
    const app = wireApp(toolkit)
    await app.audit.makeRoom()
    await seedDemo(app, people)
    const { app: web } = await serveApp(app, toolkit)
    // The outbox and the daily jobs meet the failure too, and must outlive it.
    const jobs = app.jobs.map((start) => start())
    const payload = { token: '0'.repeat(32), codiceFiscale: 'BLLGNS72C58A944L' }
    const ask = () => web.inject({ method: 'POST', url: '/api/v1/verifications', payload })
    const holder = visitorOn(web)
    await logIn(holder, { codiceFiscale: people[0]?.codiceFiscale ?? '' })
    const ownPage = await holder.get('/controlli')
    const pages = [() => holder.get('/controlli'), () => holder.post('/v', payload), () => holder.get('/qr')]
    assert.equal((await web.inject('/readyz')).statusCode, 200)
    assert.equal((await ask()).statusCode, 200)

    const underWay = Promise.all(Array.from({ length: 20 }, ask))
    await server.stop()
    for (const { statusCode } of await underWay)
      assert.ok([200, 503].includes(statusCode), String(statusCode))
    const away = await ask()
    isAway(away)
    assert.equal(away.json<{ type: string }>().type, 'urn:attesta:problem:unavailable')
    for (const page of pages) {
      const answer = await page()
      isAway(answer)
      assert.match(String(answer.headers['content-type']), /^text\/html/)
      assert.doesNotMatch(answer.body, /ECONNREFUSED|postgres|terminat/i)
    }
    assert.equal((await web.inject('/readyz')).statusCode, 503)
    assert.equal((await web.inject('/livez')).statusCode, 200)
    assert.equal((await web.inject('/v')).statusCode, 200, 'the page that asks needs no database')

    await server.start()
    for (let tries = 0; tries < 40 && (await web.inject('/readyz')).statusCode !== 200; tries++)
      await wait(250)
    assert.deepEqual((await ask()).json(), { answer: 'notValid' })
    const again = await holder.get('/controlli')
    assert.equal(again.statusCode, 200, 'who was logged in still is')
    assert.equal(ownPage.statusCode, 200)
    await Promise.all(jobs.map((job) => job.stop()))
    await web.close()
  },
)

function isAway({ statusCode, headers }: Answer): void {
  assert.equal(statusCode, 503)
  assert.equal(headers['retry-after'], '5')
}
