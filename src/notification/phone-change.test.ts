import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { testToolkit } from '../../test/toolkit.js'
import { type Database, statement } from '../db/database.js'
import { HOUR, later, MINUTE } from '../kernel/instant.js'
import { septets } from '../messages/gsm7.js'
import { type PhoneChanged } from './confirm-phone-change.js'
import { findRecentDemoMessages } from './demo-telephone.store.js'
import { messagesEn } from './messages.texts.en.js'
import { messagesIt } from './messages.texts.it.js'
import { wireNotification } from './notification.wire.js'

const PERSON = '00000000-0000-4000-8000-000000000001'
const TYPED = '347 000 0002'
const NEW = '+393470000002'
const OLD = '+393470000001'

function worldOf(database: Database) {
  const toolkit = testToolkit(database)
  const audited: PhoneChanged[] = []
  const notification = wireNotification({
    ...toolkit,
    auditOn: () => (event) => {
      audited.push(event)
      return Promise.resolve()
    },
  })
  const owner = {
    person: PERSON,
    entries: [PERSON],
    register: [{ cellulare: OLD, since: later(toolkit.now(), -1000 * HOUR) }],
  }
  const read = async () => {
    await notification.deliverOnce()
    const messages = await findRecentDemoMessages(database, toolkit.vault)
    return messages.map(({ to, text }) => ({ to, text }))
  }
  return {
    ...toolkit,
    audited,
    owner,
    notification,
    read,
    request: (typed = TYPED) => notification.requestPhoneChange({ owner, typed, locale: 'it' }),
    confirm: (code: string) => notification.confirmPhoneChange({ owner, code, acting: { method: 'spid' } }),
    codeIn: async () => /\d{6}/.exec((await read()).find(({ to }) => to === NEW)?.text ?? '')?.[0] ?? '',
  }
}

onBothEngines('a number changes once its owner has read the code there', async (_t, database) => {
  const { request, confirm, codeIn, audited, notification, now } = worldOf(database)
  assert.deepEqual(await request(), { kind: 'sent', lastThree: '002', expiresAt: now() + 10 * MINUTE })
  const outcome = await confirm(await codeIn())
  assert.deepEqual(outcome, { kind: 'confirmed', codesFrom: now() + 72 * HOUR })
  assert.deepEqual(await notification.findConfirmedPhones([PERSON]), [{ phone: NEW, since: now() }])
  assert.deepEqual(audited, [{ kind: 'phone.changed', person: PERSON, method: 'spid' }])
})

onBothEngines('T81: the old number is told of the change', async (_t, database) => {
  const { request, confirm, codeIn, read } = worldOf(database)
  await request()
  await confirm(await codeIn())
  const told = (await read()).filter(({ to }) => to === OLD)
  assert.deepEqual(
    told.map(({ text }) => text),
    [messagesIt.oldNumber('800 000 123')],
  )
})

onBothEngines(
  'the third wrong code ends the request, and the right one comes too late',
  async (_t, database) => {
    const { request, confirm, codeIn, audited } = worldOf(database)
    await request()
    const code = await codeIn()
    const wrong = code === '000000' ? '111111' : '000000'
    assert.deepEqual(await confirm(wrong), { kind: 'wrong', triesLeft: 2 })
    assert.deepEqual(await confirm(wrong), { kind: 'wrong', triesLeft: 1 })
    assert.deepEqual(await confirm(wrong), { kind: 'exhausted' })
    assert.deepEqual(await confirm(code), { kind: 'exhausted' })
    assert.deepEqual(audited, [])
  },
)

onBothEngines('a code is good for ten minutes and once', async (_t, database) => {
  const { request, confirm, codeIn, pass } = worldOf(database)
  assert.deepEqual(await confirm('000000'), { kind: 'none' })
  await request()
  const first = await codeIn()
  pass(10 * MINUTE)
  assert.deepEqual(await confirm(first), { kind: 'expired' })
  pass(10 * MINUTE)
  await request()
  const second = await codeIn()
  pass(10 * MINUTE - 1)
  assert.equal((await confirm(second)).kind, 'confirmed')
  assert.deepEqual(await confirm(second), { kind: 'none' })
})

onBothEngines('the code of an earlier request is void once another was made', async (_t, database) => {
  const { request, confirm, codeIn, pass } = worldOf(database)
  await request()
  const first = await codeIn()
  pass(MINUTE)
  await request()
  assert.notEqual((await confirm(first)).kind, 'confirmed')
})

onBothEngines('three codes in a quarter of an hour and six in a day are the most', async (_t, database) => {
  const { request, pass, now } = worldOf(database)
  const first = now()
  for (let time = 0; time < 3; time++) assert.equal((await request()).kind, 'sent')
  assert.deepEqual(await request(), { kind: 'tooMany', until: first + 15 * MINUTE })
  pass(15 * MINUTE)
  for (let time = 0; time < 3; time++) assert.equal((await request()).kind, 'sent')
  pass(HOUR)
  assert.deepEqual(await request(), { kind: 'tooMany', until: first + 24 * HOUR })
})

onBothEngines('T56: only an Italian mobile that is new is taken', async (_t, database) => {
  const { request } = worldOf(database)
  assert.deepEqual(await request(''), { kind: 'empty' })
  assert.deepEqual(await request('ciao'), { kind: 'notAPhone' })
  assert.deepEqual(await request('06 1234 5678'), { kind: 'notAMobile' })
  assert.deepEqual(await request('+44 7700 900123'), { kind: 'notAMobile' })
  assert.deepEqual(await request('347 000 0001'), { kind: 'sameNumber' })
})

onBothEngines('T26: neither code nor number is in the tables in the clear', async (_t, database) => {
  const { request, codeIn } = worldOf(database)
  await request()
  const dump = statement(
    'test.dump',
    `select (select string_agg(t::text, ' ') from phone_confirmation t) || (select string_agg(t::text, ' ') from outbox t) as text`,
  )
  const [row] = await database.query<{ text: string }>(dump)
  const code = await codeIn()
  assert.ok(code)
  assert.ok(row)
  assert.ok(!row.text.includes(NEW.slice(3)))
  assert.ok(!row.text.includes(Buffer.from(code).toString('hex')))
  assert.ok(!row.text.includes(Buffer.from(NEW).toString('hex')))
})

onBothEngines('the texts fit one message with the longest values', () => {
  for (const texts of [messagesIt, messagesEn]) {
    assert.ok((septets(texts.newNumber('482913')) ?? 999) <= 160)
    assert.ok((septets(texts.oldNumber('+39 800 000 0123')) ?? 999) <= 160)
  }
  return Promise.resolve()
})
