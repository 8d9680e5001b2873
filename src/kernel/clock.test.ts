import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockOf, romeDay, romeHour, startOfRomeDay } from './clock.js'
import { type Instant, parseInstant } from './instant.js'
import { type LegalDay } from './legal-day.js'

function at(text: string): Instant {
  const instant = parseInstant(text)
  assert.ok(instant !== undefined)
  return instant
}

const MIDNIGHTS: [string, string][] = [
  ['2026-11-24T22:59:59Z', '2026-11-24'],
  ['2026-11-24T23:00:01Z', '2026-11-25'],
  ['2026-07-14T21:59:59Z', '2026-07-14'],
  ['2026-07-14T22:00:01Z', '2026-07-15'],
  // The nights when the clocks change.
  ['2026-03-28T22:59:59Z', '2026-03-28'],
  ['2026-03-28T23:00:01Z', '2026-03-29'],
  ['2026-03-29T21:59:59Z', '2026-03-29'],
  ['2026-03-29T22:00:01Z', '2026-03-30'],
  ['2026-10-24T21:59:59Z', '2026-10-24'],
  ['2026-10-24T22:00:01Z', '2026-10-25'],
  ['2026-10-25T22:59:59Z', '2026-10-25'],
  ['2026-10-25T23:00:01Z', '2026-10-26'],
]

for (const zone of ['UTC', 'Pacific/Auckland']) {
  void test(`the legal day turns at midnight in Rome, on a machine in ${zone}`, () => {
    const before = process.env['TZ']
    process.env['TZ'] = zone
    try {
      for (const [instant, day] of MIDNIGHTS) {
        assert.equal(romeDay(at(instant)), day, instant)
        assert.equal(clockOf(() => at(instant)).today(), day, instant)
      }
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })
}

void test('a clock that runs past midnight gives the new day at once', () => {
  let now = at('2026-11-24T22:59:59Z')
  const clock = clockOf(() => now)
  assert.equal(clock.today(), '2026-11-24')
  now = at('2026-11-24T23:00:00Z')
  assert.equal(clock.today(), '2026-11-25')
})

void test('a legal day begins at midnight in Rome, in winter, in summer and when the clocks change', () => {
  for (const [day, instant] of [
    ['2026-01-15', '2026-01-14T23:00:00Z'],
    ['2026-07-15', '2026-07-14T22:00:00Z'],
    ['2026-03-29', '2026-03-28T23:00:00Z'],
    ['2026-03-30', '2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z'],
    ['2026-10-26', '2026-10-25T23:00:00Z'],
  ] as const)
    assert.equal(startOfRomeDay(day as LegalDay), parseInstant(instant), day)
})

void test('the hour is that of Rome, from 0 to 23', () => {
  assert.equal(romeHour(at('2026-11-24T23:10:00Z')), 0)
  assert.equal(romeHour(at('2026-11-25T09:10:00Z')), 10)
})
