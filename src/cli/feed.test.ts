import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { Usage } from './command.js'
import { feedCommand, type FeedDesk } from './feed.js'

async function* nothing(): AsyncGenerator<never> {
  yield* []
}

const EMPTY = {
  listWaiting: nothing,
  listQuarantine: nothing,
  replayQuarantine: () => Promise.resolve({ applied: 0, repeated: 0, waiting: 0, refused: 0 }),
} as unknown as FeedDesk

async function run(args: string[], isTty: boolean) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const exitCode = await feedCommand(args, { stdin, stdout, stderr, isTty }, EMPTY)
  return { exitCode, out: await text(stdout.end()), err: await text(stderr.end()) }
}

void test('an empty list says so to who looks at a screen, and nothing to a program', async () => {
  assert.deepEqual(await run(['waiting'], true), { exitCode: 0, out: '', err: 'nothing waits\n' })
  assert.deepEqual(await run(['quarantine'], true), {
    exitCode: 0,
    out: '',
    err: 'nothing of this is in quarantine\n',
  })
  for (const list of ['waiting', 'quarantine']) {
    assert.deepEqual(await run([list], false), { exitCode: 0, out: '', err: '' })
    assert.deepEqual(await run([list, '--json'], true), { exitCode: 0, out: '', err: '' })
  }
})

void test('an id that is none is told how ids look, and where they are listed', async () => {
  await assert.rejects(
    run(['replay', 'nosuch'], true),
    (error) => error instanceof Usage && /36 characters.*attesta feed quarantine/.test(error.message),
  )
  const { exitCode, err } = await run(['replay', '00000000-0000-4000-8000-0000000000aa'], true)
  assert.equal(exitCode, 1)
  assert.match(err, /not in quarantine: 1 of the ids named/)
})
