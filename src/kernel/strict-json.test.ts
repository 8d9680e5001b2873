import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readStrictJson } from './strict-json.js'

void test('an object with the same name twice is refused, however the name is written', () => {
  for (const text of [
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":1}}',
    '[{"x":1},{"x":1,"\\u0078":2}]',
    '{"__proto__":1,"__proto__":2}',
  ]) {
    assert.equal(readStrictJson(text).kind, 'duplicateKey', text)
  }
})

void test('the same name in two objects is no duplicate, and strings may look like anything', () => {
  for (const text of [
    '[{"a":1},{"a":2}]',
    '{"a":{"a":{"a":1}}}',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":"}"}',
    '"a"',
    '{"a":"\\\\","b":1}',
  ]) {
    assert.equal(readStrictJson(text).kind, 'read', text)
  }
})

void test('whatever JSON writes is read back the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      assert.deepEqual(readStrictJson(text), { kind: 'read', value: JSON.parse(text) as unknown })
    }),
  )
})

void test('what is not JSON is malformed', () => {
  for (const text of ['', '{', '{"a":1', "{'a':1}", 'undefined'])
    assert.equal(readStrictJson(text).kind, 'malformed')
})

void test('values nested a hundred thousand deep are read, and a name twice at the bottom is found', () => {
  const DEEP = 100_000
  const nested = (inner: string) => '['.repeat(DEEP) + inner + ']'.repeat(DEEP)
  assert.equal(readStrictJson(nested('{"a":1}')).kind, 'read')
  assert.equal(readStrictJson(nested('{"a":1,"a":2}')).kind, 'duplicateKey')
})
