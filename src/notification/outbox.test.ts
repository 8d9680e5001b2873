import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { testToolkit } from '../../test/toolkit.js'
import { type Database, statement } from '../db/database.js'
import { later, MINUTE, SECOND } from '../kernel/instant.js'
import {
  type DeliverPorts,
  deliverMessages,
  type LeasedMessage,
  type SendOutcome,
} from './deliver-messages.js'
import { type Phone, type TextMessage } from './message.js'
import {
  claimMessages,
  countDeliveredSince,
  insertMessage,
  markAbandoned,
  markDelivered,
  markFailed,
  markHeld,
} from './outbox.store.js'
import { wireNotification } from './notification.wire.js'

const ROWS = statement(
  'test.outboxRows',
  `select deduplication, sealed_payload, attempts, next_attempt_at, lease_until, last_failure,
     delivered_at is not null as delivered, abandoned_at is not null as abandoned
   from outbox order by created_at, deduplication`,
)
interface Row {
  deduplication: string
  sealed_payload: Buffer | null
  attempts: number
  next_attempt_at: number
  last_failure: string | null
  delivered: boolean
  abandoned: boolean
}

function worldOf(database: Database) {
  const toolkit = testToolkit(database)
  const { vault, chance, now } = toolkit
  const sent: string[] = []
  let answer: SendOutcome = { kind: 'delivered' }
  const ports: DeliverPorts = {
    ...toolkit,
    claimMessages: (limit, leaseUntil) => claimMessages(database, vault, { now: now(), leaseUntil, limit }),
    markDelivered: (id) => markDelivered(database, id, now()),
    markFailed: (id, failure, next) => markFailed(database, id, failure, next),
    markHeld: (id, next) => markHeld(database, id, next),
    markAbandoned: (id, failure) => markAbandoned(database, id, failure, now()),
    countDeliveredSince: (since) => countDeliveredSince(database, since),
    send: ({ id }: Pick<LeasedMessage, 'id'>) => {
      sent.push(id)
      return Promise.resolve(answer)
    },
    mostPerHour: 1000,
    heldWarning: 'textMessagesHeld',
  }
  return {
    ...toolkit,
    sent,
    ports,
    answerWith: (outcome: SendOutcome) => (answer = outcome),
    deliver: deliverMessages(ports),
    enqueue: (more: Partial<TextMessage> = {}) =>
      insertMessage(database, message(more, later(now(), 10 * MINUTE)), { vault, chance, now: now() }),
    rows: () => database.query<Row>(ROWS),
  }
}

function message(more: Partial<TextMessage>, uselessAfter: TextMessage['uselessAfter']): TextMessage {
  return { to: '+393470000001' as Phone, text: 'Codice 482913.', deduplication: 'one', uselessAfter, ...more }
}

onBothEngines('a message enqueued twice under one key leaves once', async (_t, database) => {
  const { enqueue, deliver, sent } = worldOf(database)
  await enqueue()
  await enqueue({ text: 'Another text' })
  assert.equal(await deliver(), 1)
  assert.equal(await deliver(), 0)
  assert.equal(sent.length, 1)
})

onBothEngines('T26: a delivered message is emptied by the update that notes it', async (_t, database) => {
  const { enqueue, deliver, rows } = worldOf(database)
  await enqueue()
  const [before] = await rows()
  assert.ok(before?.sealed_payload)
  assert.doesNotMatch(before.sealed_payload.toString('latin1'), /482913|3470000001/)
  await deliver()
  const [after] = await rows()
  assert.equal(after?.delivered, true)
  assert.equal(after.sealed_payload, null)
})

onBothEngines('a message leaves with its transaction or not at all', async (_t, database) => {
  const { vault, chance, now, rows } = worldOf(database)
  const lost = database.transact(async (session) => {
    await insertMessage(session, message({}, later(now(), MINUTE)), { vault, chance, now: now() })
    throw new TypeError('changed our mind')
  })
  await assert.rejects(lost, TypeError)
  assert.deepEqual(await rows(), [])
})

onBothEngines(
  'T55: a delivery that fails is tried again later and later, under the same key',
  async (_t, database) => {
    const { enqueue, deliver, rows, pass, now, sent, answerWith } = worldOf(database)
    answerWith({ kind: 'failed', failure: 'http503' })
    await enqueue({ uselessAfter: later(now(), 1e12) })
    let pause = 0
    for (let attempt = 1; attempt <= 5; attempt++) {
      assert.equal(await deliver(), 1)
      const [row] = await rows()
      assert.equal(row?.last_failure, 'http503')
      const next = row.next_attempt_at - now()
      const base = 2 * SECOND * 2 ** (attempt - 1)
      assert.ok(next >= base && next < 1.5 * base, `attempt ${String(attempt)}: ${String(next)}`)
      assert.ok(next > pause)
      assert.equal(await deliver(), 0, 'not before its time')
      pause = next
      pass(next)
    }
    answerWith({ kind: 'delivered' })
    await deliver()
    assert.equal((await rows())[0]?.delivered, true)
    assert.equal(new Set(sent).size, 1)
  },
)

onBothEngines(
  'a message is given up after fifteen attempts, when it is refused and when it is useless',
  async (_t, database) => {
    const { enqueue, deliver, rows, pass, now, sent, answerWith, lines } = worldOf(database)
    answerWith({ kind: 'failed', failure: 'http503' })
    await enqueue({ uselessAfter: later(now(), 1e12) })
    for (let attempt = 1; attempt <= 15; attempt++) {
      await deliver()
      pass(2 * 3600 * SECOND)
    }
    answerWith({ kind: 'refused', failure: 'http400' })
    await enqueue({ deduplication: 'two' })
    await deliver()
    pass(1)
    await enqueue({ deduplication: 'three' })
    pass(10 * MINUTE)
    await deliver()
    assert.deepEqual(
      (await rows()).map(({ abandoned, last_failure, sealed_payload }) => [
        abandoned,
        last_failure,
        sealed_payload,
      ]),
      [
        [true, 'http503', null],
        [true, 'http400', null],
        [true, 'useless', null],
      ],
    )
    assert.equal(sent.length, 16, 'a useless message is not sent')
    assert.equal(lines.filter(({ code }) => code === 'outbox.abandoned').length, 3)
  },
)

onBothEngines('a message held back while the gateway is away has not been tried', async (_t, database) => {
  const { enqueue, deliver, rows, now, answerWith } = worldOf(database)
  answerWith({ kind: 'held', until: later(now(), 30 * SECOND) })
  await enqueue()
  await deliver()
  const [row] = await rows()
  assert.equal(row?.attempts, 0)
  assert.equal(row.next_attempt_at, now() + 30 * SECOND)
})

onBothEngines('a message whose sender died is taken again when the lease ends', async (_t, database) => {
  const { enqueue, ports, pass, now } = worldOf(database)
  await enqueue()
  assert.equal((await ports.claimMessages(10, later(now(), 60 * SECOND))).length, 1)
  assert.equal((await ports.claimMessages(10, later(now(), 60 * SECOND))).length, 0)
  pass(60 * SECOND)
  const [again] = await ports.claimMessages(10, later(now(), 60 * SECOND))
  assert.equal(again?.attempts, 2)
  assert.equal(again.text, 'Codice 482913.')
})

onBothEngines('T57: beyond the hourly limit messages wait, and the service says so', async (_t, database) => {
  const { enqueue, ports, sent, lines, pass } = worldOf(database)
  const deliver = deliverMessages({ ...ports, mostPerHour: 2 })
  for (const deduplication of ['a', 'b', 'c']) await enqueue({ deduplication })
  await deliver()
  assert.equal(sent.length, 2)
  assert.ok(lines.some(({ fields }) => fields?.warning === 'textMessagesHeld'))
  pass(61 * SECOND)
  await deliver()
  assert.equal(sent.length, 2, 'still within the hour')
})

onBothEngines('T56: a number that is no Italian mobile gets nothing', async (_t, database) => {
  const { enqueue, rows } = worldOf(database)
  await enqueue({ to: '+447700900123' as Phone })
  assert.deepEqual(await rows(), [])
})

onBothEngines('the demo telephone keeps one message however often it is sent', async (_t, database) => {
  const { enqueue, pass, ...toolkit } = worldOf(database)
  const notification = wireNotification({ ...toolkit, auditOn: () => () => Promise.resolve() })
  await enqueue()
  await notification.deliverOnce()
  const count = statement('test.countDemo', 'select count(*)::integer as count from demo_message')
  assert.deepEqual(await database.query(count), [{ count: 1 }])
  pass(MINUTE)
  const again = statement(
    'test.again',
    'update outbox set delivered_at = null, lease_until = null returning id',
  )
  const restore = statement('test.restore', 'update outbox set sealed_payload = $2 where id = $1')
  const [row] = await database.query<{ id: string }>(again)
  assert.ok(row)
  const payload = JSON.stringify({ to: '+393470000001', text: 'Codice 482913.' })
  await database.query(restore, [row.id, toolkit.vault.seal({ table: 'outbox', row: row.id }, payload)])
  await notification.deliverOnce()
  assert.deepEqual(await database.query(count), [{ count: 1 }])
})
