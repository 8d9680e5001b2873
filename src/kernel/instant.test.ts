import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatInstant, parseInstant } from './instant.js'

void test('an instant is read as RFC 3339, with its offset and down to the microsecond', () => {
  assert.equal(parseInstant('2024-05-20T09:00:00+02:00'), Date.parse('2024-05-20T07:00:00Z'))
  assert.equal(
    parseInstant('2024-05-20T09:00:00.123456-01:30'),
    Date.parse('2024-05-20T10:30:00.123Z') + 0.456,
  )
  assert.equal(parseInstant('2016-12-31T23:59:60Z'), Date.parse('2017-01-01T00:00:00Z'))
})

for (const text of [
  '2024-05-20T09:00:00',
  '2024-05-20 09:00:00Z',
  '2023-02-29T09:00:00Z',
  '2024-13-01T09:00:00Z',
  '2024-05-20T24:00:00Z',
  '2024-05-20T09:60:00Z',
  '2024-05-20T09:00:60Z',
  '2024-05-20T09:00:00+24:00',
  '2024-05-20',
  '',
]) {
  void test(`“${text}” is no instant`, () => {
    assert.equal(parseInstant(text), undefined)
  })
}

void test('an instant that is written is read back the same', () => {
  for (const text of [
    '2024-05-20T07:00:00.000Z',
    '1969-07-20T20:17:40.000250Z',
    '2026-11-25T10:00:00.123456Z',
  ]) {
    const instant = parseInstant(text)
    assert.ok(instant !== undefined)
    assert.equal(formatInstant(instant), text)
  }
})
