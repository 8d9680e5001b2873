import assert from 'node:assert/strict'
import { REQUEST_LIMITS } from '../src/db/database-limits.js'
import { statement } from '../src/db/database.js'
import { onBothEngines } from './databases.js'
import { type FaultProxy } from './fault-proxy.js'
import {
  isShed,
  leaksNothing,
  percentile,
  proxyBefore,
  serveOn,
  type ServiceUnderFaults,
  timed,
  until,
} from './faults.js'
import { fieldsOf, logIn, type TestVisitor, visitorOn } from './visitor.js'

/** security.md T51. */
const SHED_WITHIN = 250
const TRIES = 7
/** Requests, jobs, readiness; and the test's own. */
const CONNECTIONS = 10
const MOST_CONNECTIONS = CONNECTIONS + 4 + 1 + 1
const ONE = statement('test.one', 'select 1 as one')
/** A request makes one wait for a connection and one for an answer before it gives up; the rest is a slow machine. */
const GIVES_UP_WITHIN = REQUEST_LIMITS.connectWithin + REQUEST_LIMITS.answerWithin + 3_000

interface Scene {
  service: ServiceUnderFaults
  /** Logged in. */
  holder: TestVisitor
  proxy: FaultProxy
}

behindProxy(
  'T51: with every connection taken, 503 within 250 ms, and all is as before when they come back',
  async ({ service, holder }) => {
    const release = await holdEveryConnection(service)
    await shedsQuickly(service, holder)
    assert.equal(await service.isReady(), true, 'busy is not away')
    await release()
  },
)

behindProxy(
  'T51: with a server that is silent on every connection, 503 within 250 ms, and what is stuck is given up',
  async ({ service, holder, proxy }) => {
    proxy.stall()
    const stuck = Promise.all(Array.from({ length: 20 }, () => timed(() => holder.get('/controlli'))))
    await shedsQuickly(service, holder)
    for (const { answer, took } of await stuck) {
      assert.ok(isShed(answer), String(answer.statusCode))
      assert.ok(took <= GIVES_UP_WITHIN, `given up after ${String(Math.round(took))} ms`)
    }
    proxy.heal()
  },
)

behindProxy(
  'T51: a scan on a connection that fell silent is answered in bounded time, and /readyz is red within 2 s',
  async ({ service, proxy }) => {
    proxy.stall()
    const { answer, took } = await timed(() => service.scan())
    assert.ok(isShed(answer), String(answer.statusCode))
    assert.ok(took <= GIVES_UP_WITHIN, `${String(Math.round(took))} ms`)
    assert.ok((await until(async () => !(await service.isReady()), 2_000)) <= 2_000)
    proxy.cut()
    proxy.heal()
  },
)

behindProxy(
  'T48: silence between a commit and its answer: the QR was replaced once when the form is sent again',
  async ({ service, holder, proxy }) => {
    const fields = fieldsOf(await holder.get('/qr/sostituisci'))
    proxy.cutAt({
      nth: 1,
      lose: 'answer',
      counts: (message) => message.includes('commit\0') && silence(proxy),
    })
    assert.ok(isShed(await holder.post('/qr/sostituisci', fields)))
    proxy.heal()
    await isAsBefore(service, holder)
    const again = await holder.post('/qr/sostituisci', fields)
    assert.equal(again.headers['location'], '/qr', 'another QR is in use than the form is about')
  },
)

/** The service behind a proxy; whatever was done to it, it recovers by itself and leaves nothing behind. */
function behindProxy(title: string, body: (scene: Scene) => Promise<void>): void {
  onBothEngines(title, async (_t, _database, opened) => {
    const proxy = await proxyBefore(opened)
    const service = await serveOn(proxy.url)
    const holder = visitorOn(service.web)
    await logIn(holder, { codiceFiscale: service.holder })
    assert.equal((await holder.get('/controlli')).statusCode, 200)
    try {
      await body({ service, holder, proxy })
      await isAsBefore(service, holder)
      await leaksNothing(opened, MOST_CONNECTIONS)
    } finally {
      await service.close()
      await proxy.close()
    }
    await leaksNothing(opened, 1)
  })
}

/** Takes all that the pool has, each for a transaction that does not end. */
async function holdEveryConnection({ database }: ServiceUnderFaults): Promise<() => Promise<void>> {
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let held = 0
  const holding: Promise<void>[] = []
  while (held < CONNECTIONS) {
    const had = held
    holding.push(
      database.transact(async (session) => {
        await session.query(ONE)
        held++
        await released
      }),
    )
    assert.ok((await until(() => Promise.resolve(held > had), 5_000)) < Infinity)
  }
  return async () => {
    release()
    await Promise.all(holding)
  }
}

/** Scans and pages alike: told to come again, and the middle one of some tries in time. */
async function shedsQuickly(service: ServiceUnderFaults, holder: TestVisitor): Promise<void> {
  const took: number[] = []
  for (let time = 0; time < TRIES; time++) {
    const asked = await timed(() => (time % 2 === 0 ? service.scan() : holder.get('/controlli')))
    assert.ok(isShed(asked.answer), String(asked.answer.statusCode))
    took.push(asked.took)
  }
  const middle = percentile(took, 0.5)
  assert.ok(middle <= SHED_WITHIN, `503 after ${took.map(Math.round).join(', ')} ms`)
}

async function isAsBefore(service: ServiceUnderFaults, holder: TestVisitor): Promise<void> {
  const isWell = async () => {
    const answers = [await service.scan(), await holder.get('/controlli')]
    return answers.every(({ statusCode }) => statusCode === 200) && (await service.isReady())
  }
  assert.ok((await until(isWell, 15_000)) < Infinity, 'it did not recover')
}

function silence(proxy: FaultProxy): boolean {
  proxy.stall()
  return true
}
