import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { type BodySessions } from '../identity/own-sessions.js'
import { type Terminal, Usage } from './command.js'
import { sessionsCommand } from './sessions.js'

async function run(...args: string[]) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const terminal = { stdin, stdout, stderr, isTty: false } as unknown as Terminal
  const asked: BodySessions[] = []
  const exitCode = await sessionsCommand(args, terminal, {
    findPeopleOf: (id) => Promise.resolve(id === 'comune' ? [Buffer.from('mac')] : undefined),
    endSessionsOfBody: (body) => {
      asked.push(body)
      return Promise.resolve(3)
    },
  })
  return { exitCode, asked, out: await text(stdout.end()), err: await text(stderr.end()) }
}

void test('the sessions of a body are ended with a reason, and how many they were is told as JSON', async () => {
  const { exitCode, out, asked } = await run(
    'end',
    '--organisation',
    'comune',
    '--reason',
    'contratto finito',
  )
  assert.equal(exitCode, 0)
  assert.deepEqual(JSON.parse(out), { ended: 3 })
  assert.deepEqual(asked, [
    { organisation: 'comune', macs: [Buffer.from('mac')], reason: 'contratto finito' },
  ])
})

void test('a body that is not known is refused, and nothing ends', async () => {
  const { exitCode, err, asked } = await run('end', '--organisation', 'comme', '--reason', 'x')
  assert.equal(exitCode, 1)
  assert.match(err, /there is no such body/)
  assert.deepEqual(asked, [])
})

void test('without a body or a reason nothing ends', async () => {
  await assert.rejects(run('end', '--organisation', 'comune'), Usage)
  await assert.rejects(run('end', '--organisation', 'comune', '--reason', ' '), Usage)
  await assert.rejects(run('end', '--reason', 'x'), Usage)
  await assert.rejects(run('--organisation', 'comune', '--reason', 'x'), Usage)
})
