import assert from 'node:assert/strict'
import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { worldText } from '../../test/invented-world.js'
import { Usage } from './command.js'
import { run } from './world.js'

async function printed(...args: string[]): Promise<string> {
  const stdout = new PassThrough()
  const [said] = await Promise.all([
    text(stdout),
    run(args, { terminal: { stdout } }).then(() => stdout.end()),
  ])
  return said
}

void test('the feed is printed whole; seed and first person are 1 and 0 where nothing else is said', async () => {
  assert.equal(await printed('--persons', '200'), worldText({ seed: 1, from: 0, persons: 200 }))
  assert.equal(
    await printed('--persons', '50', '--seed', '9', '--from', '70'),
    worldText({ seed: 9, from: 70, persons: 50 }),
  )
})

void test('a slow reader sets the pace: never more than a few chunks wait for it', async () => {
  let [most, bytes] = [0, 0]
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length
      most = Math.max(most, stdout.writableLength)
      void setTimeout(1).then(() => {
        done()
      })
    },
  })
  await run(['--persons', '20000'], { terminal: { stdout } })
  assert.ok(bytes > 15_000_000, String(bytes))
  assert.ok(most < 200_000, String(most))
})

void test('for a reader that does not read, nothing more is invented', async () => {
  const stdout = new PassThrough()
  const running = run(['--persons', '9000000'], { terminal: { stdout } })
  await setTimeout(100)
  const first = stdout.readableLength + stdout.writableLength
  await setTimeout(100)
  assert.equal(stdout.readableLength + stdout.writableLength, first)
  assert.ok(first < 200_000, String(first))
  stdout.destroy()
  assert.equal(await running, 0, 'and its going away is no failure')
})

void test('what cannot be asked is said, before a line is printed', async () => {
  const wrong = [
    [],
    ['--persons', '0'],
    ['--persons', '1.5'],
    ['--persons', '-1'],
    ['--persons', '1e3'],
    ['--persons', '99999999999999999999'],
    ['--persons', '1', '--seed', 'x'],
    ['--persons', '1', '--from', '-3'],
    ['--persons', '2', '--from', '35039999'],
  ]
  for (const args of wrong) {
    const stdout = new PassThrough()
    await assert.rejects(run(args, { terminal: { stdout } }), (error: Error) => {
      return error instanceof Usage || /ERR_PARSE_ARGS/.test((error as Error & { code: string }).code)
    })
    assert.equal(stdout.readableLength, 0)
  }
})
