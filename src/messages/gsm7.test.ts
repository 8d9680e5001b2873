import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertOneMessage, septets } from './gsm7.js'

void test('Italian vowels of the alphabet take one septet, and those outside it are told', () => {
  assert.equal(septets('perché è così più già lì però'), 29)
  for (const character of 'áíóúÀÈ’“”–…🙂') assert.equal(septets(character), undefined, character)
})

void test('characters of the extension table take two septets', () => {
  assert.equal(septets('€'), 2)
  assert.equal(septets('[a]{b}^~|\\'), 18)
})

void test('160 septets are one message, 161 are a bug of ours', () => {
  assertOneMessage('a'.repeat(160))
  assertOneMessage('€'.repeat(80))
  assert.throws(() => assertOneMessage('a'.repeat(161)), { name: 'Bug' })
  assert.throws(() => assertOneMessage(`${'a'.repeat(159)}€`), { name: 'Bug' })
  assert.throws(() => assertOneMessage('l’ente'), { name: 'Bug' })
})
