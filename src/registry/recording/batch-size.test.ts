import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BatchSize } from './batch-size.js'

/** After some batches on a machine that records so many lines a second. */
function settled(rate: number, size = new BatchSize()): number {
  for (let batch = 0; batch < 10; batch++) size.took(size.lines, (size.lines / rate) * 1000)
  return size.lines
}

void test('a batch takes what a machine records in a quarter of a second, from 200 to 2,000 lines', () => {
  assert.equal(settled(4000), 1000)
  assert.equal(settled(100_000), 2000)
  assert.equal(settled(10), 200)
})

void test('one slow batch makes the next one small, and the size comes back by and by', () => {
  const size = new BatchSize()
  settled(8000, size)
  size.took(2000, 2500)
  assert.equal(size.lines, 200)
  size.took(200, 25)
  assert.equal(size.lines, 400)
  assert.equal(settled(8000, size), 2000)
})

void test('the last batch of a feed, however slow, changes nothing', () => {
  const size = new BatchSize()
  size.took(3, 1000)
  assert.equal(size.lines, new BatchSize().lines)
})
