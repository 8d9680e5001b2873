import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothEngines } from '../../../test/databases.js'
import { personOf, readWorldLine, worldLines, worldText } from '../../../test/invented-world.js'
import { openRegistry } from '../../../test/stories.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant, parseInstant } from '../../kernel/instant.js'
import { type LegalDay } from '../../kernel/legal-day.js'
import { deriveStatus } from '../../registry/derivation/derive-status.js'
import { readFeedLine } from '../../registry/reading/feed-line.gateway.js'
import { dayOf, FIRST_DAY, instantText, LAST_DAY, textOf } from './calendar.js'
import { CAPACITY } from './code-slots.js'

void test('the same seed gives the same bytes, another seed another world', () => {
  assert.equal(worldText({ seed: 7 }), worldText({ seed: 7 }))
  const one = new Set(worldLines({ seed: 7 }))
  assert.equal(worldLines({ seed: 8 }).filter((line) => one.has(line)).length, 0)
  const [long, short] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER % 2 ** 32]
  assert.notEqual(worldText({ seed: long, persons: 10 }), worldText({ seed: short, persons: 10 }))
})

void test('slices join to the whole: a person does not depend on how many there are', () => {
  const starts = [0, 1, 998, 2000, 3000]
  const slices = starts.slice(1).map((to, index) => {
    const from = starts[index] ?? 0
    return worldText({ from, persons: to - from })
  })
  assert.equal(slices.join(''), worldText({}))
})

void test('every line is read by the one parser of the feed, up to the last person there can be', () => {
  for (const from of [0, CAPACITY - 3000]) {
    for (const line of worldLines({ from })) assert.equal(readFeedLine(line).kind, 'read', line)
  }
})

void test('a life is told in the order in which it was recorded, between 1990 and November 2026', () => {
  let person = -1
  let before = -Infinity
  for (const line of worldLines({ persons: 10_000 })) {
    const event = readWorldLine(line)
    const at = parseInstant(event.occurredAt) ?? NaN
    if (personOf(event) === person) assert.ok(at > before, line)
    else assert.equal(personOf(event), person + 1, 'everybody has a line, one person after the other')
    person = personOf(event)
    before = at
    assert.ok(event.occurredAt >= textOf(FIRST_DAY) && event.occurredAt < textOf(LAST_DAY + 1), line)
    const { dataVisita, dataDefinizione } = event.data
    if (dataVisita === undefined || dataDefinizione === undefined) continue
    assert.ok(dataVisita <= dataDefinizione && dataDefinizione <= event.occurredAt.slice(0, 10), line)
  }
})

void test('the calendar keeps the summer time of each year', () => {
  assert.equal(instantText(dayOf(1995, 9, 25), 32_400), '1995-09-25T09:00:00+01:00')
  assert.equal(instantText(dayOf(2024, 3, 29), 36_061), '2024-03-29T10:01:01+01:00')
  assert.equal(instantText(dayOf(2024, 4, 1), 36_061), '2024-04-01T10:01:01+02:00')
  assert.equal(instantText(dayOf(2026, 10, 23), 36_061), '2026-10-23T10:01:01+02:00')
  assert.equal(instantText(dayOf(2026, 10, 26), 36_061), '2026-10-26T10:01:01+01:00')
})

onBothEngines(
  'a world is recorded without a refusal, nothing waits, and every answer is given to some',
  async (_t, database) => {
    const registry = openRegistry(database)
    const lines = worldLines({}).map((text, index) => ({ line: index + 1, text }))
    for (let start = 0; start < lines.length; start += 1000) {
      const count = await registry.recordFeed(lines.slice(start, start + 1000))
      const { repeated, waiting, refused } = count
      assert.deepEqual({ repeated, waiting, refused }, { repeated: 0, waiting: 0, refused: 0 })
    }
    const asked = {
      at: '2026-11-23' as LegalDay,
      knownAt: parseInstant('2026-11-23T12:00:00+01:00') as Instant,
    }
    const codes = [...new Set(lines.map(({ text }) => readWorldLine(text).codiceFiscale))].slice(0, 400)
    const answers: Record<string, number> = {}
    for (const code of codes) {
      const { answer } = deriveStatus(await registry.findDossierByCode(code as CodiceFiscale), asked)
      answers[answer] = (answers[answer] ?? 0) + 1 / codes.length
    }
    const { recognised = 0, notRecognised = 0, notVerifiable = 0, deceased = 0 } = answers
    assert.ok(recognised > 0.6 && recognised < 0.85, String(recognised))
    for (const share of [notRecognised, notVerifiable, deceased]) assert.ok(share > 0.01, String(share))
  },
)
