import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Random } from '../../src/cli/world/random.js'
import { embedded, testOn } from '../databases.js'
import { importMutated, quarantined } from './import-mutated.js'
import { isEvent } from './is-event.js'
import { expectedLines, judge } from './judge.js'
import { Mutator } from './mutated-feed.js'

const example = (name: string) =>
  readFileSync(new URL(`../examples/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
const mutatorOf = (seed: number) => new Mutator(new Random().restart(seed, 0), example('feed.ndjson'))

/** `npm run fuzz` goes on to a million. */
const LINES = 20_000
const FEED = 500

void test('T43 of 20,000 mutated lines none that breaks the contract is taken, and none that keeps it refused', async () => {
  const mutator = mutatorOf(43)
  let [accepted, refused] = [0, 0]
  for (let feed = 0; feed * FEED < LINES; feed++) {
    const { bytes } = feed % 20 === 19 ? mutator.nextBroken(FEED) : mutator.next(FEED)
    const verdict = await judge(bytes)
    assert.deepEqual(verdict.faults, [])
    accepted += verdict.accepted
    refused += verdict.refused
  }
  // Beside the whole lines between them: some mutations do no harm.
  assert.ok(accepted > LINES / 2 && refused > LINES / 2, `${String(accepted)} and ${String(refused)}`)
})

testOn(
  embedded,
  'T43 mutated feeds are imported: every line is counted, every neighbour recorded, nothing refused is lost',
  async (_t, database) => {
    const mutator = mutatorOf(44)
    for (let feed = 0; feed < 4; feed++) {
      const { count, faults } = await importMutated(database, mutator.next(120))
      assert.deepEqual(faults, [])
      assert.ok(count.applied >= 40 && count.refused > 30)
    }
    for (let feed = 0; feed < 6; feed++)
      assert.deepEqual((await importMutated(database, mutator.nextBroken(40))).faults, [])
    assert.ok((await quarantined(database)) > 200)
  },
)

void test('T43 the checker that judges knows the examples, the good and the bad', () => {
  for (const line of example('feed.ndjson')) assert.ok(isEvent(line), line)
  const { refused } = JSON.parse(example('bad-lines.expect.json').join('\n')) as {
    refused: { line: number; why: string }[]
  }
  const wrong = expectedLines(Buffer.from(example('bad-lines.ndjson').join('\n'))).filter(
    ({ valid }) => !valid,
  )
  // A protocollo that is taken is no fault of the line by itself.
  const byArchive = refused.filter(({ why }) => why.includes('already recorded'))
  assert.deepEqual(
    wrong.map(({ line }) => line),
    refused.filter((one) => !byArchive.includes(one)).map(({ line }) => line),
  )
})

void test('T43 the same seed gives the same feeds', () => {
  const [one, other] = [mutatorOf(5), mutatorOf(5)]
  for (let feed = 0; feed < 3; feed++) assert.deepEqual(one.next(50).bytes, other.next(50).bytes)
})
