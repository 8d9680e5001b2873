import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birthday, type LegalDay, parseLegalDay } from './legal-day.js'

void test('a day that the calendar has not is refused', () => {
  for (const text of [
    '2023-04-31',
    '2023-02-29',
    '1900-02-29',
    '2024-00-10',
    '2024-10-00',
    '2024-1-1',
    '20240101',
    '',
  ]) {
    assert.equal(parseLegalDay(text), undefined, text)
  }
  for (const text of ['2024-02-29', '2000-02-29', '2023-12-31']) assert.equal(parseLegalDay(text), text)
})

void test('who is born on 29 February has a birthday on 1 March of a common year', () => {
  assert.equal(birthday('2008-02-29' as LegalDay, 18), '2026-03-01')
  assert.equal(birthday('2008-02-29' as LegalDay, 20), '2028-02-29')
  assert.equal(birthday('2008-11-25' as LegalDay, 18), '2026-11-25')
})
