import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readConfig } from '../src/config.js'
import { openToolkit } from '../src/cli/open-toolkit.js'
import { runService } from '../src/cli/run-service.js'
import { BadPort } from '../src/web/bad-port.js'
import { runAttesta } from './attesta-command.js'

const folder = mkdtempSync(join(tmpdir(), 'attesta-starting-'))
const taken = createServer()
let port = 0

before(async () => {
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  port = (taken.address() as { port: number }).port
})
after(() => {
  taken.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: free } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return free
}

const attesta = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  runAttesta(args, { ...process.env, DATABASE_URL: '', PORT: '0', ...env })

void test('a port that is taken ends the start at once, names port and variable, and no database was opened', async () => {
  for (const [args, variable] of [
    [['serve'], 'PORT'],
    [['serve'], 'METRICS_PORT'],
    [['demo'], 'PORT'],
  ] as const) {
    const data = join(folder, `${args[0]}-${variable}`)
    const { status, stderr } = await attesta([...args], { DATA_DIR: data, [variable]: String(port) })
    assert.equal(status, 69, stderr)
    assert.equal(
      stderr,
      `attesta: port ${String(port)} is taken: another program listens there. Choose another with ${variable}.\n`,
    )
    assert.ok(!existsSync(data))
  }
})

void test('whatever fails while starting, everything that was opened is closed, and the folder is free', async () => {
  const data = join(folder, 'late')
  const free = await freePort()
  const config = readConfig({ DATA_DIR: data, PORT: String(free), METRICS_PORT: '0' }, { demo: true })
  const late = createServer()
  const starting = runService({
    config,
    open: () => openToolkit(config),
    // Somebody takes the port between the first look and the listening.
    prepare: () => new Promise<void>((resolve) => late.listen(free, '127.0.0.1', resolve)),
  })
  await assert.rejects(starting, BadPort)
  late.close()
  assert.ok(!existsSync(join(data, 'lock')))
})

void test('a data folder that cannot be used is said in a sentence, and another’s files are left alone', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, 'not ours')
  const foreign = mkdtempSync(join(folder, 'foreign-'))
  writeFileSync(join(foreign, 'thesis.txt'), 'not ours')
  for (const [data, said] of [
    [file, /there is a file of this name/],
    [join(file, 'below'), /a part of its path is a file/],
    [foreign, /holds other files and no database of ours/],
  ] as const) {
    const { status, stderr } = await attesta(['feed', 'waiting'], { DATA_DIR: data })
    assert.equal(status, 69, stderr)
    assert.match(stderr, said)
    assert.equal(stderr.trim().split('\n').length, 1, 'no stack')
  }
  assert.ok(!existsSync(join(foreign, 'lock')))
})

void test('ordinary slips on the command line are usage, in our own sentences', async () => {
  const env = { DATA_DIR: join(folder, 'never') }
  for (const [args, said] of [
    [
      ['status', 'BLLGNS72C58A944L', '--reason', 'x', '--at', '2026-02-30'],
      'status: --at is a day of the calendar, YYYY-MM-DD',
    ],
    [['demo', '--port', '99999'], 'demo: --port is a number from 0 to 65535'],
    [['status', '--bogus'], 'status: there is no option --bogus; see attesta status --help'],
    [['doctor', '--against'], 'doctor: --against needs a value; see attesta doctor --help'],
    [['serve', '--port', '1'], 'serve: there is no option --port; see attesta serve --help'],
    [['migrate', 'now'], 'migrate: takes options only; see attesta migrate --help'],
  ] as const) {
    const { status, stderr } = await attesta([...args], env)
    assert.equal(status, 2, stderr)
    assert.equal(stderr, `attesta: ${said}\n`)
  }
})
