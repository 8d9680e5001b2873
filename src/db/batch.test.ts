import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '../kernel/failures.js'
import { BATCH_LIMITS, inBatches } from './batch.js'

/** A database that answers when it is told to. */
function slowDatabase() {
  const underWay: { keys: number[]; answer: () => void; fail: (reason: Error) => void }[] = []
  const load = (keys: number[]) =>
    new Promise<number[]>((resolve, reject) => {
      underWay.push({ keys, answer: () => resolve(keys.map((key) => key * 10)), fail: reject })
    })
  return { underWay, load }
}

/** Until every query that can leave has left: one a turn. */
async function settled() {
  for (let turns = 0; turns < 5; turns++) await turn()
}

const isUnavailable = (error: unknown) => error instanceof Unavailable && error.what === 'database'

void test('what is asked in one turn is one query, each key with its own answer', async () => {
  const { underWay, load } = slowDatabase()
  const find = inBatches(load)
  const found = Promise.all([1, 2, 3].map(find))
  await settled()
  assert.deepEqual(
    underWay.map(({ keys }) => keys),
    [[1, 2, 3]],
  )
  underWay[0]?.answer()
  assert.deepEqual(await found, [10, 20, 30])
})

void test('a query that fails fails for its own keys only', async () => {
  const { underWay, load } = slowDatabase()
  const find = inBatches(load, { ...BATCH_LIMITS, keys: 1 })
  const [first, second] = [find(1), find(2)]
  await settled()
  underWay[0]?.fail(new TypeError('broken'))
  underWay[1]?.answer()
  await assert.rejects(first, TypeError)
  assert.equal(await second, 20)
})

void test('T50: whoever would wait behind a full queue is told at once, and all others are answered', async () => {
  const { underWay, load } = slowDatabase()
  const find = inBatches(load, { keys: 2, inFlight: 2, waiting: 4, stuckAfter: 60_000 })
  const first = [1, 2, 3, 4].map(find)
  await settled()
  assert.equal(underWay.length, 2)
  const second = [5, 6, 7, 8].map(find)
  await assert.rejects(find(9), isUnavailable)
  for (let round = 0; round < 4; round++) {
    underWay[round]?.answer()
    await settled()
  }
  assert.deepEqual(await Promise.all([...first, ...second]), [10, 20, 30, 40, 50, 60, 70, 80])
  await settled()
  const later = find(9)
  await settled()
  underWay.at(-1)?.answer()
  assert.equal(await later, 90, 'there is room again')
})

void test('T51: nobody waits behind queries that are all stuck, and one that ends opens the way again', async () => {
  const { underWay, load } = slowDatabase()
  const find = inBatches(load, { keys: 1, inFlight: 2, waiting: 4, stuckAfter: 20 })
  const stuck = [find(1), find(2)]
  await settled()
  await assert.rejects(find(3), isUnavailable, 'who waited is sent away when the second one is stuck')
  await pause(5)
  await assert.rejects(find(4), isUnavailable, 'and who comes later need not wait at all')
  underWay[0]?.answer()
  assert.equal(await stuck[0], 10)
  await settled()
  const later = find(5)
  await settled()
  underWay[2]?.answer()
  assert.equal(await later, 50)
  underWay[1]?.fail(new Unavailable('database'))
  await assert.rejects(stuck[1] ?? Promise.resolve(), isUnavailable)
})
