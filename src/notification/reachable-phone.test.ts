import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DAY, HOUR, type Instant, later, parseInstant } from '../kernel/instant.js'
import { type Phone } from './message.js'
import { isItalianMobile, lastThree, readTypedPhone } from './phone.js'
import { type KnownPhones, reachablePhone } from './reachable-phone.js'

const NOW = parseInstant('2026-11-23T10:00:00+01:00') as Instant
const [A, B, C] = ['+393470000001', '+393470000002', '+393470000003'] as Phone[] as [Phone, Phone, Phone]
const ago = (milliseconds: number) => later(NOW, -milliseconds)
const said = (cellulare: string | undefined, milliseconds: number) => ({
  cellulare,
  since: ago(milliseconds),
})
const gave = (phone: Phone, milliseconds: number) => ({ phone, since: ago(milliseconds) })
const reach = (register: KnownPhones['register'], confirmed: KnownPhones['confirmed'] = []) =>
  reachablePhone({ register, confirmed }, NOW)

describe('Codes go to', () => {
  it('the number of the register, however new the registration is', () => {
    assert.deepEqual(reach([said(A, HOUR)]), { kind: 'reachable', phone: A })
  })
  it('nobody where no number is known', () => {
    assert.deepEqual(reach([said(undefined, DAY)]), { kind: 'none' })
    assert.deepEqual(reach([]), { kind: 'none' })
  })
  it('the first number a holder gives, at once: there is none it could have taken the place of', () => {
    assert.deepEqual(reach([said(undefined, 400 * DAY)], [gave(B, HOUR)]), { kind: 'reachable', phone: B })
  })
  it('the number the holder confirmed, until the register names another', () => {
    assert.deepEqual(reach([said(A, 90 * DAY)], [gave(B, 30 * DAY)]), { kind: 'reachable', phone: B })
    assert.deepEqual(reach([said(A, 90 * DAY), said(C, 10 * DAY)], [gave(B, 30 * DAY)]), {
      kind: 'reachable',
      phone: C,
    })
  })
  it('the number the holder confirmed, also when the register repeats its old one or drops it', () => {
    assert.deepEqual(reach([said(A, 90 * DAY), said(A, 5 * DAY)], [gave(B, 30 * DAY)]), {
      kind: 'reachable',
      phone: B,
    })
    assert.deepEqual(reach([said(A, 90 * DAY), said(undefined, 5 * DAY)], [gave(B, 30 * DAY)]), {
      kind: 'reachable',
      phone: B,
    })
  })
  it('nobody once the register has dropped its own number', () => {
    assert.deepEqual(reach([said(A, 90 * DAY), said(undefined, DAY)]), { kind: 'none' })
  })
  it('the first number of a register that speaks of tomorrow only', () => {
    assert.deepEqual(reach([said(A, -DAY), said(B, -2 * DAY)]), { kind: 'reachable', phone: A })
  })
})

describe('T81: a number that changed', () => {
  it('less than 72 hours ago receives no codes, and the previous one is known', () => {
    assert.deepEqual(reach([said(A, 90 * DAY), said(B, 72 * HOUR - 1)]), {
      kind: 'resting',
      phone: B,
      previous: A,
      since: ago(72 * HOUR - 1),
      until: later(NOW, 1),
    })
  })
  it('72 hours ago receives them', () => {
    assert.deepEqual(reach([said(A, 90 * DAY), said(B, 72 * HOUR)]), { kind: 'reachable', phone: B })
  })
  it('rests also where the old number was dropped first', () => {
    assert.equal(reach([said(A, 90 * DAY), said(undefined, 2 * DAY), said(B, DAY)]).kind, 'resting')
  })
  it('rests also where the holder changed it', () => {
    assert.equal(reach([said(A, 90 * DAY)], [gave(B, HOUR)]).kind, 'resting')
  })
})

describe('T56: messages go to Italian mobiles only', () => {
  const blocked = {
    foreign: '+447700900123',
    'a landline': '+390612345678',
    'a premium service': '+39899123456',
    'a toll-free number': '+39800123456',
    'too short': '+3934700000',
    'too long': '+39347000000012',
  }
  for (const [what, number] of Object.entries(blocked)) {
    it(`not to ${what}`, () => {
      assert.equal(isItalianMobile(number as Phone), false)
      assert.deepEqual(reach([said(number, DAY)]), { kind: 'none' })
    })
  }
})

describe('A typed number', () => {
  for (const typed of ['347 000 0001', '+39 347-000.0001', '0039 347/0000001', '(347) 0000001']) {
    it(`is read as ${typed}`, () => assert.deepEqual(readTypedPhone(typed), { kind: 'read', phone: A }))
  }
  it('is told apart from nothing and from something else', () => {
    assert.deepEqual(readTypedPhone('  '), { kind: 'empty' })
    assert.deepEqual(readTypedPhone('elvira'), { kind: 'notAPhone' })
    assert.deepEqual(readTypedPhone('+0123'), { kind: 'notAPhone' })
  })
  it('is shown by its last three digits alone', () =>
    assert.equal(lastThree('+393470000214' as Phone), '214'))
})
