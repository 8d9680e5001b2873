import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { clockOf } from '../kernel/clock.js'
import { type Instant } from '../kernel/instant.js'
import { progressBar, timeLeft } from './progress-bar.js'

void test('a bar on a terminal says how much, how fast and how long still; elsewhere it is silent', () => {
  for (const isTty of [true, false]) {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
    let now = 0
    const bar = progressBar(
      { stdin, stdout, stderr, isTty },
      clockOf(() => now as Instant),
      1000,
    )
    now = 10_000
    bar.bytesRead(250)
    bar.linesRecorded(5000)
    const said = String(stderr.read() ?? '')
    if (isTty) assert.match(said, /25 % {2}5,000 lines, 500 a second, 30 s left$/)
    else assert.equal(said, '')
  }
})

void test('the time left is told in seconds, minutes or hours, never too short', () => {
  const told = [0, 0.2, 89, 90, 61 * 60, 3 * 3600 + 1].map(timeLeft)
  assert.deepEqual(told, ['0 s left', '1 s left', '89 s left', '2 min left', '61 min left', '4 h left'])
})
