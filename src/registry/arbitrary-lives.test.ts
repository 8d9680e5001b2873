import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answersAfter, type Line } from '../../test/answers-after.js'
import { joinedAndParted, lives } from '../../test/arbitrary-lives.js'
import { withEmbedded } from '../../test/databases.js'
import { type Database } from '../db/database.js'

const RUNS = Number(process.env['RUNS'] ?? 25)

/** For arbitrary lives: whatever is done with their lines, the answers are those of the lines sent once, in order. */
function arbitrarily<Given>(
  title: string,
  given: fc.Arbitrary<Given>,
  sent: (given: Given) => { lines: Line[]; batches: Line[][] },
): void {
  void test(title, () =>
    withEmbedded(async ({ database }) => {
      await fc.assert(
        fc.asyncProperty(given, async (drawn) => {
          const { lines, batches } = sent(drawn)
          assert.equal(await answersAfter(database, batches, lines), await plainly(database, lines))
        }),
        { numRuns: RUNS },
      )
    }),
  )
}

const plainly = (database: Database, lines: Line[]) => answersAfter(database, [lines], lines)
const entangled = lives({ entangled: true })

/** Lines in batches of any lengths. */
function inBatches(lines: Line[], cuts: number[]): Line[][] {
  const ends = [...new Set(cuts.map((cut) => cut % lines.length)), lines.length].sort((a, b) => a - b)
  return ends.map((end, index) => lines.slice(ends[index - 1] ?? 0, end)).filter(({ length }) => length > 0)
}

arbitrarily(
  'any order of arrival gives the same answers, whatever is sent',
  entangled.chain((lines) =>
    fc.record({
      lines: fc.constant(lines),
      shuffled: fc.shuffledSubarray(lines, { minLength: lines.length }),
    }),
  ),
  ({ lines, shuffled }) => ({ lines, batches: shuffled.map((line) => [line]) }),
)

arbitrarily(
  'any batching gives the same answers, whatever is sent',
  fc.record({ lines: entangled, cuts: fc.array(fc.nat({ max: 100 }), { maxLength: 8 }) }),
  ({ lines, cuts }) => ({ lines, batches: inBatches(lines, cuts) }),
)

arbitrarily(
  'any repetition, in any order and batches, gives the same answers, whatever is sent',
  entangled.chain((lines) =>
    fc.record({
      lines: fc.constant(lines),
      repeated: fc.shuffledSubarray([...lines, ...lines, ...lines], { minLength: lines.length }),
      cuts: fc.array(fc.nat({ max: 100 }), { maxLength: 8 }),
    }),
  ),
  ({ lines, repeated, cuts }) => {
    const missing = lines.filter((line) => !repeated.includes(line))
    return { lines, batches: inBatches([...repeated, ...missing], cuts) }
  },
)

arbitrarily(
  'joining two persons and undoing it gives back what was, at any moment of any lives',
  fc.record({ lines: lives({ entangled: false }), pair: joinedAndParted(), at: fc.nat(), later: fc.nat() }),
  ({ lines, pair: { join, part }, at, later }) => {
    // Sent at any two places, the undoing perhaps first.
    const sent = [...lines]
    sent.splice(at % (sent.length + 1), 0, join)
    sent.splice(later % (sent.length + 1), 0, part)
    return { lines, batches: sent.map((line) => [line]) }
  },
)
