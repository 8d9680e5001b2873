import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { DEVELOPMENT_KEYS, isDevelopmentKey, keysFrom } from './keys.js'
import { openVault } from './vault.gateway.js'

const keys = keysFrom(DEVELOPMENT_KEYS)
const vault = openVault(keys, systemChance)
const place = { table: 'attestation', row: '1' }

void test('what is sealed opens only in its own row', () => {
  const sealed = vault.seal(place, 'Elvira Tassoni è qui')
  assert.equal(vault.open(place, sealed), 'Elvira Tassoni è qui')
  assert.ok(!sealed.includes('Elvira'))
  assert.throws(() => vault.open({ table: 'attestation', row: '2' }, sealed), { name: 'Bug' })
  assert.throws(() => vault.open({ table: 'session', row: '1' }, sealed), { name: 'Bug' })
})

void test('a single altered bit is noticed', () => {
  const sealed = vault.seal(place, 'text')
  for (let index = 0; index < sealed.length; index++) {
    const altered = Buffer.from(sealed)
    altered[index] = (altered[index] ?? 0) ^ 1
    assert.throws(() => vault.open(place, altered), { name: 'Bug' }, `byte ${String(index)}`)
  }
})

void test('the same text sealed twice looks different, and is found by its look-up code', () => {
  assert.notDeepEqual(vault.seal(place, 'same'), vault.seal(place, 'same'))
  assert.deepEqual(vault.mac('phone', '+39347'), vault.mac('phone', '+39347'))
  assert.notDeepEqual(vault.mac('phone', '+39347'), vault.mac('protocollo', '+39347'))
})

void test('an older key still opens, the current one seals', () => {
  const next = openVault(
    { ...keys, current: 'k2', sealing: { ...keys.sealing, k2: systemChance.bytes(32) } },
    systemChance,
  )
  assert.equal(next.open(place, vault.seal(place, 'old')), 'old')
  assert.throws(() => vault.open(place, next.seal(place, 'new')), { name: 'Bug' })
})

void test('development keys are recognised, also among others', () => {
  assert.ok(isDevelopmentKey(keys))
  assert.ok(isDevelopmentKey({ ...keys, macs: { ...keys.macs, phone: systemChance.bytes(32) } }))
  assert.throws(() =>
    keysFrom({ ...DEVELOPMENT_KEYS, macs: { ...DEVELOPMENT_KEYS.macs, phone: 'c2hvcnQ=' } }),
  )
})
