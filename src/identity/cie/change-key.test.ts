import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { CHANGES, type KeyChange } from './change-key.js'
import { drawKey } from './draw-key.gateway.js'
import { type CieKeys, type Jwk, publicJwk, readCieKeys } from './jwk.js'

type KeySet = CieKeys['signing']

let drawn: Jwk[]
let file: Record<string, Jwk[]>

before(async () => {
  drawn = await Promise.all(['A', 'B', 'C', 'F', 'E'].map((kid) => drawKey({ bits: 2048, kid })))
  file = { federation: drawn.slice(3, 4), encryption: drawn.slice(4) }
})

/** The keys as the next command reads them: out of the file. */
function kept(keys: readonly Jwk[]): KeySet {
  return readCieKeys(JSON.parse(JSON.stringify({ ...file, signing: keys }))).signing
}

function after(change: KeyChange): KeySet {
  assert.equal(change.kind, 'changed')
  return kept('keys' in change ? change.keys : [])
}

const drawing = (key: Jwk) => () => Promise.resolve(key)
const kids = (keys: KeySet) => keys.map(({ kid }) => kid).join('')

void test('a step that is repeated is refused, and never brings back a key that was left', async () => {
  const [a, b, c] = drawn as [Jwk, Jwk, Jwk]
  assert.equal(CHANGES.use(kept([a])).kind, 'noneToUse')
  assert.equal(CHANGES.retire(kept([a])).kind, 'noneToRetire')

  const prepared = after(await CHANGES.prepare(kept([a]), drawing(b)))
  assert.equal(kids(prepared), 'AB', 'the one before works on')
  assert.equal((await CHANGES.prepare(prepared, drawing(c))).kind, 'alreadyPrepared')
  assert.equal(CHANGES.retire(prepared).kind, 'noneToRetire', 'one that waits for its use is not taken out')

  const used = after(CHANGES.use(prepared))
  assert.equal(kids(used), 'BA')
  assert.equal(CHANGES.use(used).kind, 'noneToUse', 'the one that was left stays left')

  const retired = after(CHANGES.retire(used))
  assert.equal(kids(retired), 'B', 'the new one stays')
  assert.equal(CHANGES.retire(retired).kind, 'noneToRetire')
})

void test('a key that worked before goes, and one that was prepared meanwhile stays', async () => {
  const [a, b, c] = drawn as [Jwk, Jwk, Jwk]
  const once = after(await CHANGES.prepare(kept([a]), drawing(b)))
  const twice = after(await CHANGES.prepare(after(CHANGES.use(once)), drawing(c)))
  assert.equal(kids(after(CHANGES.retire(twice))), 'BC')
  const left = after(CHANGES.use(twice))
  assert.equal(kids(left), 'CBA')
  assert.equal(kids(after(CHANGES.retire(left))), 'CB', 'the oldest first')
})

void test('a file made before states were kept is read, and each of its next steps is possible once', async () => {
  const [a, b, c] = drawn as [Jwk, Jwk, Jwk]
  const old = kept([a, b])
  assert.equal((await CHANGES.prepare(old, drawing(c))).kind, 'alreadyPrepared')
  assert.equal(kids(after(CHANGES.retire(old))), 'A')
  const used = after(CHANGES.use(old))
  assert.equal(kids(used), 'BA')
  assert.equal(CHANGES.use(used).kind, 'noneToUse')
})

void test('what a key does is not published, and a file that contradicts itself is refused', async () => {
  const [a, b, c] = drawn as [Jwk, Jwk, Jwk]
  for (const key of after(await CHANGES.prepare(kept([a]), drawing(b))))
    assert.ok(!('state' in publicJwk(key)))
  const states = [
    [{ ...a, state: 'former' }],
    [a, { ...b, state: 'works' }],
    [a, { ...b, state: 'prepared' }, { ...c, state: 'prepared' }],
    [a, { ...b, state: 'x' }],
  ]
  for (const keys of states) assert.throws(() => kept(keys), /has a wrong state in signing/)
})
