import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clockOf } from '../kernel/clock.js'
import { type Instant, parseInstant } from '../kernel/instant.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { septets } from '../messages/gsm7.js'
import { BODY_LABEL_ROOM, PURPOSE_LABEL_ROOM } from '../organisation/neutral-label.js'
import { type ApprovalCode, drawCode, readTypedCode } from './approval-code.js'
import { type ApprovalMessage } from './approval-message.js'
import { approvalMessageEn } from './approval-message.texts.en.js'
import { approvalMessageIt } from './approval-message.texts.it.js'
import { drawReference, REFERENCE } from './reference.js'
import { drawTwoWords, WORDS } from './two-words.js'

describe('An approval code', () => {
  it('T27: of a million draws, the thousand ranges are equally full (chi-square, p > 0.001)', () => {
    const cells = new Uint32Array(1000)
    for (let draw = 0; draw < 1_000_000; draw++) {
      const cell = Math.floor(Number(drawCode(systemChance)) / 1000)
      cells[cell] = (cells[cell] ?? 0) + 1
    }
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // The 0.001 quantile of chi-square with 999 degrees of freedom.
    assert.ok(chiSquare < 1143, String(chiSquare))
  })

  it('keeps its zeros in front', () => {
    assert.equal(drawCode({ ...systemChance, below: () => 42 }), '000042')
  })

  it('is read as people type it', () => {
    for (const typed of ['482913', ' 482 913 ', '482-913', '4 8 2 9 1 3', '４８２９１３'])
      assert.deepEqual(readTypedCode(typed), { kind: 'read', code: '482913' })
    assert.deepEqual(readTypedCode('  '), { kind: 'empty' })
    for (const typed of ['48291', '4829137', '48291a'])
      assert.deepEqual(readTypedCode(typed), { kind: 'notSixDigits' })
  })
})

describe('Two words', () => {
  it('are two different ones of sixty-four, in every order', () => {
    assert.equal(WORDS.length, 64)
    assert.equal(new Set(WORDS).size, 64)
    const drawn = new Set<string>()
    for (let first = 0; first < 64; first++) {
      for (let step = 0; step < 63; step++) {
        const answers = [first, step]
        const [one, other] = drawTwoWords({ ...systemChance, below: () => answers.shift() ?? 0 })
        assert.notEqual(one, other)
        drawn.add(`${one} ${other}`)
      }
    }
    assert.equal(drawn.size, 64 * 63)
  })
})

describe('A reference number', () => {
  it('has the year and eight symbols that cannot be mistaken for one another', () => {
    const clock = clockOf(() => parseInstant('2026-12-31T23:30:00Z') as Instant)
    assert.match(drawReference(systemChance, clock), /^AT-27-/, 'the year of Rome')
    for (let time = 0; time < 1000; time++) assert.match(drawReference(systemChance, clock), REFERENCE)
  })
})

describe('T25: the message to the holder', () => {
  const longest = [...WORDS].sort((one, other) => other.length - one.length).slice(0, 2) as [string, string]
  const of = (from: ApprovalMessage['from']): ApprovalMessage => ({
    code: '482913' as ApprovalCode,
    words: longest,
    from,
  })
  const longestFrom = { body: 'M'.repeat(BODY_LABEL_ROOM), purpose: 'm'.repeat(PURPOSE_LABEL_ROOM) }
  for (const [locale, text] of Object.entries({ it: approvalMessageIt, en: approvalMessageEn })) {
    it(`${locale}: fits one message of 160 GSM-7 characters with the longest labels and words`, () => {
      assert.ok((septets(text(of(longestFrom))) ?? 999) <= 160)
      assert.ok((septets(text(of('unverified'))) ?? 999) <= 160)
    })
    it(`${locale}: names who asks, why, and the two words, has no link and no word about health`, () => {
      const from = { body: 'Comune di Vallechiara', purpose: 'contrassegno sosta' }
      const written = text(of(from))
      for (const part of ['482913', from.body, from.purpose, longest.join(' ')])
        assert.ok(written.includes(part))
      assert.doesNotMatch(written, /https?:|www\.|\.it\b/)
      assert.doesNotMatch(
        written,
        /invalid|disab|handicap|malat|diagnos|salut|health|percent|giudizio|grado/i,
      )
    })
  }
})
