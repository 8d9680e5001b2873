import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type KeyFile, PURPOSES } from '../src/vault/keys.js'
import { runAttesta } from './attesta-command.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'attesta-keys-'))
const keysFile = join(folder, 'keys.json')
after(() => {
  rmSync(folder, { recursive: true, force: true })
})
const fresh = () => randomBytes(32).toString('base64')
const first = {
  current: 'first',
  sealing: { first: fresh() },
  macs: Object.fromEntries(PURPOSES.map((purpose) => [purpose, fresh()])),
}
writeFileSync(keysFile, JSON.stringify(first))
chmodSync(keysFile, 0o640)

const env = (more: NodeJS.ProcessEnv = {}) => ({
  DATA_DIR: join(folder, 'data'),
  KEYS_FILE: keysFile,
  ...more,
})

const attesta = (words: string[], more: NodeJS.ProcessEnv = {}) => runAttesta(words, env(more))
const read = () => JSON.parse(readFileSync(keysFile, 'utf8')) as KeyFile
const answer = async () => {
  const asked = ['status', 'BLLGNS72C58A944L', '--at', '2019-05-20', '--reason', 'example', '--json']
  return (JSON.parse((await attesta(asked)).stdout) as { answer: string }).answer
}

void test('a rotation from the first key to the last, as an operator does it', async () => {
  await attesta(['import', 'test/examples/feed.ndjson'])
  const prepared = await attesta(['keys', 'rotate', '--prepare', '--new', 'second', '--look-ups'])
  assert.equal(prepared.status, 0, prepared.stderr)
  assert.equal(read().current, 'first')
  assert.equal(statSync(keysFile).mode & 0o777, 0o600)
  assert.equal(await answer(), 'recognised')
  assert.equal((await attesta(['keys', 'rotate', '--to', 'second'])).status, 0)
  assert.equal(await answer(), 'recognised')

  const early = await attesta(['keys', 'retire', 'first'])
  assert.equal(early.status, 1)
  assert.match(early.stderr, /^keys: feed_event still has \d+ values of first/)

  const killed = spawn('node', ['attesta', 'keys', 'reseal', '--batch', '1'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', ...env() },
    stdio: 'ignore',
  })
  setTimeout(() => killed.kill('SIGKILL'), 2_500)
  await once(killed, 'exit')
  assert.equal(await answer(), 'recognised')

  const done = await attesta(['keys', 'reseal'])
  assert.equal(done.status, 0, done.stderr)
  assert.match(done.stdout, /"closed":0,"left":0}/)
  const listed = await attesta(['keys', 'list', '--json'])
  const [old, current] = listed.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual(old, { kid: 'first', current: false, known: true, mayRetire: true, sealed: [] })
  assert.equal(current?.['current'], true)
  for (const key of [...Object.values(read().sealing), ...Object.values(read().macs)])
    assert.ok(!`${listed.stdout}${done.stdout}${prepared.stdout}`.includes(key), 'no key is ever printed')

  assert.equal((await attesta(['keys', 'retire', 'first'])).status, 0)
  assert.deepEqual(Object.keys(read().sealing), ['second'])
  assert.equal(read().lookUps, undefined)
  assert.equal(await answer(), 'recognised')
  assert.equal((await attesta(['doctor'])).status, 0)
})

void test('what would lose or give away a key is refused, and the file stays as it is', async () => {
  const before = readFileSync(keysFile, 'utf8')
  const refusals: [string[], RegExp][] = [
    [['retire', 'second'], /is the current key/],
    [['retire', 'third'], /there is no key third/],
    [['rotate', '--to', 'third'], /there is no key third/],
    [['rotate', '--new', 'second'], /there is a key second already/],
    [['rotate', '--new', 'a key'], /name/],
  ]
  for (const [args, reason] of refusals) {
    const { status, stderr } = await attesta(['keys', ...args])
    assert.equal(status, 1, args.join(' '))
    assert.match(stderr, reason)
  }
  const development = await attesta(['keys', 'rotate'], { KEYS_FILE: '' })
  assert.equal(development.status, 1)
  assert.match(development.stderr, /KEYS_FILE is not set/)
  writeFileSync(`${keysFile}.new`, '')
  assert.match((await attesta(['keys', 'rotate'])).stderr, /another change is under way/)
  assert.ok(existsSync(`${keysFile}.new`))
  for (const args of [
    [],
    ['sweep'],
    ['retire'],
    ['list', 'x'],
    ['rotate', '--to', 'second', '--prepare'],
    ['reseal', '--batch', '0'],
  ])
    assert.equal((await attesta(['keys', ...args])).status, 2, args.join(' '))
  assert.equal(readFileSync(keysFile, 'utf8'), before)
})
