import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { withEmbedded } from '../../../test/databases.js'
import { openRegistry, type Story } from '../../../test/stories.js'
import { type CodiceFiscale } from '../../kernel/codice-fiscale.js'
import { type Instant, parseInstant } from '../../kernel/instant.js'
import { dayAfter, dayBefore, type LegalDay } from '../../kernel/legal-day.js'
import { type Dossier, EMPTY_DOSSIER } from '../dossier.js'
import { deriveStatus } from './derive-status.js'
import { answerOn, isSameAnswer, legalTimeline } from './legal-timeline.js'
import { ofOnePerson } from './one-person.js'
import { personHistory } from './person-history.js'
import { turningDays } from './turning-days.js'

const example = (name: string) =>
  readFileSync(new URL(`../../../test/examples/${name}`, import.meta.url), 'utf8')
const stories = JSON.parse(example('stories.json')) as Story[]
const NOW = instant('2026-11-25T12:00:00Z')

let dossiers: Map<string, Dossier>

before(() =>
  withEmbedded(async ({ database }) => {
    const registry = openRegistry(database)
    const lines = example('feed.ndjson').split('\n')
    await registry.recordFeed(lines.flatMap((text, line) => (text.trim() === '' ? [] : [{ line, text }])))
    const codes = new Set(stories.flatMap(({ queries }) => queries.map(({ codiceFiscale }) => codiceFiscale)))
    dossiers = new Map()
    for (const code of codes) dossiers.set(code, await registry.findDossierByCode(code as CodiceFiscale))
  }),
)

function instant(text: string): Instant {
  const read = parseInstant(text)
  assert.ok(read !== undefined)
  return read
}

/** Any person of the stories, as known at any instant of their lives. */
const known = () =>
  fc.record({
    dossier: fc.constantFrom(...dossiers.values()),
    knownAt: fc
      .integer({ min: instant('2009-01-01T00:00:00Z'), max: instant('2031-01-01T00:00:00Z') })
      .map((time) => time as Instant),
  })
const anyDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as LegalDay)

/** Each event received when a random number says, never before it happened. */
function received({ events }: Dossier, delays: number[]): Map<string, Instant> {
  return new Map(
    events.map(({ id, occurredAt }, place) => [
      id,
      (occurredAt + (delays[place % delays.length] ?? 0) * 86_400_000) as Instant,
    ]),
  )
}

function assertAnswer(
  dossier: Dossier,
  spans: ReturnType<typeof legalTimeline>,
  at: LegalDay,
  knownAt: Instant,
) {
  const spoken = answerOn(spans, at)
  assert.ok(spoken && isSameAnswer(spoken, deriveStatus(dossier, { at, knownAt })), at)
}

void test('on any day the timeline answers as the derivation does, as known at any instant', () => {
  fc.assert(
    fc.property(known(), fc.array(anyDay, { minLength: 20, maxLength: 20 }), ({ dossier, knownAt }, days) => {
      const spans = legalTimeline(dossier, knownAt)
      const turning = turningDays(ofOnePerson(dossier, knownAt), knownAt).flatMap(({ day }) => [
        dayBefore(day) ?? day,
        day,
        dayAfter(day) ?? day,
      ])
      for (const at of [...days, ...turning]) assertAnswer(dossier, spans, at, knownAt)
    }),
    { numRuns: 100, seed: 4 },
  )
})

void test('the spans follow each other without gap, and no two neighbours say the same', () => {
  for (const dossier of [...dossiers.values(), EMPTY_DOSSIER]) {
    const spans = legalTimeline(dossier, NOW)
    assert.equal(spans[0]?.from, undefined)
    assert.equal(spans.at(-1)?.to, undefined)
    for (const [place, span] of spans.entries()) {
      const next = spans[place + 1]
      if (!next) continue
      assert.equal(span.to && dayAfter(span.to), next.from)
      assert.ok(!isSameAnswer(span.status, next.status))
    }
  }
})

void test('every span after the first names what turned the answer', () => {
  for (const dossier of dossiers.values()) {
    const receipts = received(dossier, [1])
    for (const { from, turns } of personHistory(dossier, receipts, {
      at: '2026-11-25' as LegalDay,
      knownAt: NOW,
    }).spans) {
      assert.equal(turns.length > 0, from !== undefined)
    }
  }
})

void test('since “known since” we would have answered so on every day of the span, and just before not', () => {
  fc.assert(
    fc.property(
      known(),
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 7 }),
      ({ dossier }, delays) => {
        const receipts = received(dossier, delays)
        const weKnew = (knownAt: Instant) =>
          legalTimeline(
            { ...dossier, events: dossier.events.filter(({ id }) => (receipts.get(id) ?? 0) <= knownAt) },
            knownAt,
          )
        const { spans, learnings } = personHistory(dossier, receipts, {
          at: '2026-11-25' as LegalDay,
          knownAt: NOW,
        })
        for (const { from, to, status, knownSince } of spans) {
          const firstDay = from ?? ('0001-01-01' as LegalDay)
          for (const { at } of learnings.filter((learning) => learning.at >= (knownSince ?? 0)))
            for (const day of [firstDay, to ?? firstDay]) {
              const then = answerOn(weKnew(at), day)
              assert.ok(then && isSameAnswer(then, status))
            }
          if (knownSince === undefined) continue
          const justBefore = weKnew((knownSince - 0.001) as Instant)
          const days = [firstDay, ...justBefore.flatMap((span) => span.from ?? [])].filter(
            (day) => day >= firstDay && (to === undefined || day <= to),
          )
          assert.ok(days.some((day) => !isSameAnswer(answerOn(justBefore, day) ?? status, status)))
        }
      },
    ),
    { numRuns: 100, seed: 4 },
  )
})

void test('an act that came late is learned late, and changes the answer from its own day on', () => {
  const dossier = dossiers.get(stories[0]?.queries[0]?.codiceFiscale ?? '')
  assert.ok(dossier)
  const late = instant('2025-01-01T00:00:00Z')
  const receipts = new Map(
    dossier.events.map(({ id, type, occurredAt }) => [id, type === 'verbale.definito' ? late : occurredAt]),
  )
  const { learnings, spans } = personHistory(dossier, receipts, {
    at: '2026-11-25' as LegalDay,
    knownAt: NOW,
  })
  assert.deepEqual(
    learnings.map(({ at, changedFrom, status }) => [at, changedFrom, status.answer]),
    [
      [dossier.events[0]?.occurredAt, undefined, 'notVerifiable'],
      [late, '2019-05-20', 'recognised'],
    ],
  )
  assert.deepEqual(
    spans.map(({ from, to, status, knownSince }) => [from, to, status.answer, knownSince]),
    [
      [undefined, '2019-05-19', 'notVerifiable', undefined],
      ['2019-05-20', undefined, 'recognised', late],
    ],
  )
})
