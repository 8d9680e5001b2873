import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { statement } from '../src/db/database.js'
import { onBothEngines } from './databases.js'
import { isShed, leaksNothing, serveOn, type ServiceUnderFaults, until } from './faults.js'

/** security.md T49. */
const RED_WITHIN = 2_000
const GREEN_WITHIN = 10_000

const RECORDED = statement(
  'test.recorded',
  'select count(distinct once) as recorded from audit_check where once = any($1::uuid[])',
)

onBothEngines(
  'T49: a primary that restarts under load is seen within 2 s, used again within 10 s, and no acknowledged check is lost',
  async (_t, _database, opened) => {
    const { server, as } = opened
    assert.ok(server)
    const service = await serveOn(server.url)
    const load = loadOf(service)
    await untilMore(load, 50)

    await server.stop()
    assert.ok((await until(async () => !(await service.isReady()), RED_WITHIN)) < RED_WITHIN, 'red')
    assert.equal((await service.web.inject('/livez')).statusCode, 200, 'nobody needs to start it anew')
    await untilMore({ acknowledged: load.shed }, 5)
    const before = load.acknowledged.length

    await server.start()
    assert.ok((await until(service.isReady, GREEN_WITHIN)) < GREEN_WITHIN, 'green')
    await untilMore(load, 50)
    await load.stop()
    assert.ok(load.acknowledged.length >= before + 50, 'the same process answers again')

    const [row] = await as('superuser', (session) =>
      session.query<{ recorded: number }>(RECORDED, [load.acknowledged]),
    )
    assert.equal(row?.recorded, load.acknowledged.length, 'acknowledged and lost')
    assert.deepEqual(load.others, [], 'an answer that is neither 200 nor 503')
    await leaksNothing(opened, 16)
    await service.close()
    await leaksNothing(opened, 1)
  },
)

interface Load {
  /** The form ids of the checks that were answered. */
  acknowledged: string[]
  shed: string[]
  others: number[]
  stop: () => Promise<void>
}

/** Eight verifiers that scan one after the other, for as long as it lasts. */
function loadOf({ scan }: ServiceUnderFaults): Load {
  let isOver = false
  const load = { acknowledged: [] as string[], shed: [] as string[], others: [] as number[] }
  const verifier = async () => {
    while (!isOver) {
      const once = randomUUID()
      const answer = await scan(once)
      if (answer.statusCode === 200) load.acknowledged.push(once)
      else if (isShed(answer)) load.shed.push(once)
      else load.others.push(answer.statusCode)
      await pause(5)
    }
  }
  const verifiers = Array.from({ length: 8 }, verifier)
  const stop = async () => {
    isOver = true
    await Promise.all(verifiers)
  }
  return { ...load, stop }
}

async function untilMore({ acknowledged }: Pick<Load, 'acknowledged'>, more: number): Promise<void> {
  const enough = acknowledged.length + more
  const took = await until(() => Promise.resolve(acknowledged.length >= enough), 20_000)
  assert.ok(took < Infinity, `${String(acknowledged.length)} of ${String(enough)} in twenty seconds`)
}
