import assert from 'node:assert/strict'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { BATCH_LIMITS } from '../src/db/batch.js'
import { onBothEngines } from './databases.js'
import { isShed, leaksNothing, percentile, proxyBefore, serveOn, timed, until } from './faults.js'
import { type Answer, logIn, visitorOn } from './visitor.js'

const LATENCY = 500
/** Of scans that ask all at once: what may be under way, what may wait, and as much again. */
const WAVE = 2 * (BATCH_LIMITS.keys * BATCH_LIMITS.inFlight + BATCH_LIMITS.waiting)
/** In the look-up and in the audit: behind the queries under way, and one's own. */
const MOST_ROUNDS = 4

onBothEngines(
  'T50: with half a second more on every round trip the queue is bounded, the rest is told to come again at once',
  async (_t, _database, opened) => {
    const proxy = await proxyBefore(opened)
    const service = await serveOn(proxy.url)
    const scan = () => timed(() => service.scan())
    const wave = () => Promise.all(Array.from({ length: WAVE }, scan))
    const quiet = await wave()
    const ownTime = Math.max(...quiet.map(({ took }) => took))

    proxy.delay(LATENCY)
    const memory: number[] = []
    for (let round = 0; round < 4; round++) {
      const asked = await wave()
      const admitted = asked.filter(({ answer }) => answer.statusCode === 200)
      const shed = asked.filter(({ answer }) => isShed(answer))
      assert.equal(admitted.length + shed.length, WAVE, 'an answer that is neither 200 nor 503')
      assert.ok(admitted.length >= BATCH_LIMITS.keys, `${String(admitted.length)} admitted`)
      assert.ok(shed.length >= WAVE / 4, `${String(shed.length)} shed`)
      const admittedTook = percentile(tooks(admitted), 0.99)
      assert.ok(admittedTook <= MOST_ROUNDS * LATENCY + 3 * ownTime, `p99 ${String(admittedTook)} ms`)
      assert.ok(percentile(tooks(shed), 0.5) < percentile(tooks(admitted), 0.5), 'told later than answered')
      memory.push(memoryInUse())
    }
    const [, second = 0, , last = 0] = memory
    assert.ok(last < second + 30, `megabytes: ${memory.map(Math.round).join(', ')}`)

    proxy.delay(0)
    assert.ok((await until(async () => (await service.scan()).statusCode === 200, 10_000)) < 10_000)
    assert.ok((await service.scan()).statusCode === 200)
    await leaksNothing(opened, 16)
    await service.close()
    await proxy.close()
  },
)

onBothEngines(
  'T50: one scan at a time, and one page at a time, is only slower: nobody is sent away who could be served',
  async (_t, _database, opened) => {
    const proxy = await proxyBefore(opened)
    const service = await serveOn(proxy.url)
    const holder = visitorOn(service.web)
    await logIn(holder, { codiceFiscale: service.holder })
    assert.equal(await service.isReady(), true)
    proxy.delay(LATENCY)
    for (const ask of [() => service.scan(), () => holder.get('/controlli'), () => holder.get('/qr')]) {
      const answer = await ask()
      assert.ok(answer.statusCode < 400, String(answer.statusCode))
    }
    assert.equal(await service.isReady(), true, 'slow is not away')

    // Ten connections are not enough for sixty people with half a second each.
    const pages = await Promise.all(Array.from({ length: 60 }, () => timed(() => holder.get('/controlli'))))
    const answers = pages.map(({ answer }) => answer)
    assert.ok(answers.every(isTakenOrShed), 'an answer that is neither 200 nor 503')
    assert.ok(answers.some(({ statusCode }) => statusCode === 200))
    assert.ok(answers.some(isShed))
    proxy.delay(0)
    assert.ok((await until(async () => (await holder.get('/controlli')).statusCode === 200, 10_000)) < 10_000)
    await leaksNothing(opened, 16)
    await service.close()
    await proxy.close()
  },
)

function isTakenOrShed(answer: Answer): boolean {
  return answer.statusCode === 200 || isShed(answer)
}

function tooks(asked: { took: number }[]): number[] {
  return asked.map(({ took }) => took)
}

/** Megabytes that are not garbage. */
function memoryInUse(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed / 1e6
}
