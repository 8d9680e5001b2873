import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unavailable } from '../../kernel/failures.js'
import { parseInstant } from '../../kernel/instant.js'
import { openJudgeThread, openLogoutThread } from './judge-threads.gateway.js'
import { type Judging } from './judge-response.js'
import { type ReadingLogout } from './logout-worker.gateway.js'
import { paced } from './paced.gateway.js'
import { SAMLP } from './saml-names.js'

const NOW = parseInstant('2026-11-23T10:00:00Z')!
const expected = {
  requestId: '_q',
  requestedAt: NOW,
  provider: 'https://fornitore.example',
  assertionConsumer: 'https://attesta.example/spid/acs',
  entityId: 'https://attesta.example',
  level: 2 as const,
  now: NOW,
}

/** As many elements as are read at all, and nothing that anybody signed. */
const many = '<a/>'.repeat(1900)
const hostile: Judging = {
  field: Buffer.from(
    `<p:Response xmlns:p="${SAMLP}" ID="_r" InResponseTo="_q" Version="2.0">${many}</p:Response>`,
  ).toString('base64'),
  waiting: [{ expected, provider: undefined }],
}

void test('answers are judged on a thread, in a queue that has an end, and the loop that answers scans turns meanwhile', async () => {
  const judge = openJudgeThread(4)
  assert.deepEqual(await judge({ ...hostile, field: '%' }), { kind: 'unreadable' })
  let [turns, done] = [0, false]
  const turn = (): void => {
    turns++
    if (!done) setImmediate(turn)
  }
  setImmediate(turn)
  const asked = await Promise.allSettled(Array.from({ length: 12 }, () => judge(hostile)))
  done = true
  assert.ok(turns > 20, `${String(turns)} turns`)
  const refused = asked.filter((one) => one.status === 'rejected')
  assert.ok(refused.length > 0 && refused.length < 12, String(refused.length))
  for (const { reason } of refused) assert.ok(reason instanceof Unavailable)
  const later = await judge(hostile)
  assert.ok(later.kind === 'judged' && later.judged.kind === 'refused', 'and later ones are served')
  assert.equal(later.judged.rule, 'provider.gone')
})

void test('messages of logout are read on a thread of their own, in a queue that has an end', async () => {
  const readLogout = openLogoutThread(2)
  const reading: ReadingLogout = { by: 'post', field: hostile.field, providers: [] }
  const asked = await Promise.allSettled(Array.from({ length: 9 }, () => readLogout(reading)))
  const refused = asked.filter((one) => one.status === 'rejected')
  assert.ok(refused.length > 0 && refused.length < 9, String(refused.length))
  for (const { reason } of refused) assert.ok(reason instanceof Unavailable)
  assert.equal(await readLogout(reading), undefined, 'and later ones are served')
})

void test('who sends what nothing waits for is answered one by one; who comes when many wait, not at all', async () => {
  const inTurn = paced({ interval: 1, waiting: 3 })
  const asked = await Promise.allSettled(Array.from({ length: 5 }, () => inTurn()))
  assert.deepEqual(
    asked.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
  )
  await inTurn()
})
