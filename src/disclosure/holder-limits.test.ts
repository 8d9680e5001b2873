import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HOUR, type Instant, later, MINUTE, parseInstant, SECOND } from '../kernel/instant.js'
import { type HolderHistory, standingOf } from './holder-limits.js'

const NOW = parseInstant('2026-11-23T10:00:00+01:00') as Instant
const ago = (milliseconds: number) => later(NOW, -milliseconds)
const standing = (history: Partial<HolderHistory>) =>
  standingOf({ wrongAt: [], exhaustedAt: [], askedAt: [], ...history }, NOW)

describe('T21: wrong codes are counted on the holder', () => {
  it('over the last fifteen minutes, whichever requests they were for', () => {
    assert.equal(standing({ wrongAt: [ago(MINUTE), ago(14 * MINUTE), ago(16 * MINUTE)] }).tries, 2)
  })
  it('three of them stop everybody for fifteen minutes', () => {
    const at = ago(14 * MINUTE + 59 * SECOND)
    assert.equal(standing({ wrongAt: [at, at, at], exhaustedAt: [at] }).exhaustedUntil, NOW + SECOND)
  })
  it('after that the count begins anew', () => {
    const at = ago(15 * MINUTE)
    const after = standing({ wrongAt: [ago(16 * MINUTE), ago(15 * MINUTE), at], exhaustedAt: [at] })
    assert.deepEqual(after, { tries: 0, exhaustedUntil: undefined, tooManyUntil: undefined })
  })
})

describe('T24: a holder is asked', () => {
  it('three times in a quarter of an hour at most', () => {
    const askedAt = [ago(14 * MINUTE), ago(2 * MINUTE), ago(MINUTE)]
    assert.equal(standing({ askedAt: askedAt.slice(1) }).tooManyUntil, undefined)
    assert.equal(standing({ askedAt }).tooManyUntil, NOW + MINUTE)
  })
  it('six times in a day at most', () => {
    const askedAt = [23, 20, 15, 10, 5].map((hours) => ago(hours * HOUR))
    assert.equal(standing({ askedAt }).tooManyUntil, undefined)
    assert.equal(standing({ askedAt: [...askedAt, ago(HOUR)] }).tooManyUntil, NOW + HOUR)
  })
})
