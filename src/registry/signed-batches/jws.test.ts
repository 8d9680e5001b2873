import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SenderKey, sendersFrom } from './feed-senders.js'
import { isSignedBy, keyNamedBy, newSigningKey, signDetached } from './jws.gateway.js'

const ES256: SenderKey = {
  ...{ kid: 'rfc7515', alg: 'ES256', kty: 'EC', crv: 'P-256' },
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
}
const EDDSA: SenderKey = {
  ...{ kid: 'rfc8037', alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519' },
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}
const JOE = Buffer.from('{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}')
const JOE_JWS =
  'eyJhbGciOiJFUzI1NiJ9..DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'
const ED = Buffer.from('Example of Ed25519 signing')
const ED_JWS =
  'eyJhbGciOiJFZERTQSJ9..hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'

void test('the signatures of RFC 7515 A.3 and RFC 8037 A.4 are good, detached', async () => {
  assert.equal(await isSignedBy(ES256, JOE, JOE_JWS), true)
  assert.equal(await isSignedBy(EDDSA, ED, ED_JWS), true)
})

void test('another key, other bytes, an attached payload and no signature are not', async () => {
  assert.equal(await isSignedBy(EDDSA, JOE, JOE_JWS), false)
  assert.equal(await isSignedBy(ES256, ED, JOE_JWS), false)
  assert.equal(await isSignedBy(ES256, JOE, JOE_JWS.replace('..', `.${JOE.toString('base64url')}.`)), false)
  for (const jws of ['', '..', JOE_JWS.slice(0, -86), `${JOE_JWS}.`])
    assert.equal(await isSignedBy(ES256, JOE, jws), false)
})

void test('what a header says of its algorithm changes nothing: not "none", not HMAC with the public key', async () => {
  const signature = JOE_JWS.split('..')[1] ?? ''
  for (const alg of ['none', 'HS256', 'EdDSA', 'ES384']) {
    const header = Buffer.from(JSON.stringify({ alg })).toString('base64url')
    assert.equal(await isSignedBy(ES256, JOE, `${header}..${signature}`), false)
  }
})

void test('a header that has more than algorithm and key names no key', () => {
  const header = (members: object) => `${Buffer.from(JSON.stringify(members)).toString('base64url')}..x`
  assert.equal(keyNamedBy(header({ alg: 'ES256', kid: 'a' })), 'a')
  for (const more of [{ crit: ['b64'], b64: false }, { jwk: {} }, { jku: 'https://x.example' }, { x5c: [] }])
    assert.equal(keyNamedBy(header({ alg: 'ES256', kid: 'a', ...more })), undefined)
  for (const text of ['null..x', 'eyJ..x', '', `${Buffer.from('null').toString('base64url')}..x`])
    assert.equal(keyNamedBy(text), undefined)
})

void test('what a new key signs, its public half verifies', async () => {
  for (const alg of ['EdDSA', 'ES256'] as const) {
    const { privateKey, publicKey } = await newSigningKey('k', alg)
    const [key] = sendersFrom({ s: { keys: [publicKey] } }).get('s') ?? []
    assert.ok(key)
    const jws = await signDetached({ ...privateKey, alg }, ED)
    assert.equal(await isSignedBy(key, ED, jws), true)
    assert.equal(keyNamedBy(jws), 'k')
  }
})

void test('a file of senders says what is wrong with it, and holds no private key', () => {
  const { x, kid, ...others } = EDDSA
  const wrong: [unknown, RegExp][] = [
    [{}, /no sender/],
    [{ s: {} }, /s has no keys/],
    [{ 'Non va': { keys: [EDDSA] } }, /named with/],
    [{ s: { keys: [EDDSA, EDDSA] } }, /same kid/],
    [{ s: { keys: [{ ...EDDSA, d: 'x' }] } }, /private key/],
    [{ s: { keys: [{ x, ...others }] } }, /no kid/],
    [{ s: { keys: [{ kid, ...others }] } }, /neither/],
    [{ s: { keys: [{ ...EDDSA, alg: 'HS256' }] } }, /neither/],
  ]
  for (const [file, reason] of wrong) assert.throws(() => sendersFrom(file), reason)
})
