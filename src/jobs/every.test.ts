import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type LogCode, type LogFields } from '../kernel/log.js'
import { every } from './every.gateway.js'

const silent = { name: 'test', log: () => undefined }

void test('rounds never overlap, however short the interval', async () => {
  let running = 0
  let most = 0
  let rounds = 0
  const job = every(
    1,
    async () => {
      most = Math.max(most, ++running)
      await pause(5)
      running--
      rounds++
      return undefined
    },
    silent,
  )
  await pause(60)
  await job.stop()
  assert.equal(most, 1)
  assert.ok(rounds > 2)
})

void test('stopping waits for the round under way and begins no other', async () => {
  let ended = 0
  const job = every(
    1_000_000,
    async () => {
      await pause(20)
      ended++
      return undefined
    },
    silent,
  )
  await job.stop()
  assert.equal(ended, 1)
})

void test('stopping during the pause does not wait for its end', async () => {
  const job = every(1_000_000, () => Promise.resolve(undefined), silent)
  await pause(5)
  await job.stop()
})

void test('a round that fails is logged without its message, and the next one comes', async () => {
  const lines: [LogCode, LogFields | undefined][] = []
  let rounds = 0
  const job = every(1, () => Promise.reject(new TypeError(`secret ${String(rounds++)}`)), {
    name: 'outbox',
    log: (code, fields) => lines.push([code, fields]),
  })
  await pause(30)
  await job.stop()
  assert.ok(rounds > 1)
  assert.deepEqual(lines[0], ['job.failed', { job: 'outbox', failure: 'TypeError' }])
})

void test('a round that has more to do is followed at once', async () => {
  let rounds = 0
  const job = every(1_000_000, () => Promise.resolve(++rounds < 4), silent)
  await pause(20)
  await job.stop()
  assert.equal(rounds, 4)
})
