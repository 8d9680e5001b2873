import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'attesta-commands-'))
after(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The command as a shell runs it, on one data folder. */
function attesta(args: string[], { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { status, stdout, stderr } = spawnSync('node', ['attesta', ...args], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', ...env },
  })
  return { status, stdout, stderr }
}

void test('each command has its help, and an unknown one is said so', () => {
  const names = ['serve', 'demo', 'migrate', 'doctor', 'import', 'feed', 'status', 'organisations', 'world']
  for (const name of names) {
    const { status, stdout } = attesta([name, '--help'])
    assert.equal(status, 0, name)
    assert.match(stdout, new RegExp(`attesta ${name}`))
  }
  assert.equal(attesta(['nope']).status, 2)
})

void test('migrate, import and status answer in the shape of the contract', () => {
  assert.equal(attesta(['migrate']).status, 0)
  const imported = attesta(['import', 'test/examples/feed.ndjson'])
  assert.equal(imported.status, 0, imported.stderr)
  assert.deepEqual(Object.keys(JSON.parse(imported.stdout) as object), [
    'applied',
    'repeated',
    'waiting',
    'refused',
  ])
  const bad = attesta(['import', 'test/examples/bad-lines.ndjson'])
  assert.equal(bad.status, 1)
  assert.match(bad.stderr, /^line 4: type: /m)
  const asked = ['status', 'BLLGNS72C58A944L', '--at', '2019-05-20', '--reason', 'example', '--json']
  const answer = JSON.parse(attesta(asked).stdout) as Record<string, unknown>
  assert.deepEqual(Object.keys(answer), ['codiceFiscale', 'at', 'knownAt', 'answer', 'level1', 'level2'])
  assert.equal(answer['answer'], 'recognised')
  assert.deepEqual(answer['level1'], { categories: ['invaliditaCivile', 'handicap'] })
  const typed = attesta(['status', '-', '--reason', 'example', '--json'], { input: 'bllgns72c58a944l\n' })
  assert.equal((JSON.parse(typed.stdout) as { codiceFiscale: string }).codiceFiscale, 'BLLGNS72C58A944L')
  assert.equal(attesta(['status', 'BLLGNS72C58A944L']).status, 2, 'a reason is needed')
})

void test('a batch answers line by line, in order, and tells the field that cannot be asked', () => {
  const input = [
    { codiceFiscale: 'BLLGNS72C58A944L', at: '2019-05-20' },
    { codiceFiscale: 'BLLGNS72C58A944A' },
    { codiceFiscale: 'BLLGNS72C58A944L', at: '2019-02-30' },
    { codiceFiscale: 'NREGUO38P09F839N', at: '2024-05-17', knownAt: '2024-05-17T12:00:00+02:00' },
  ]
  const { status, stdout } = attesta(['status', '--batch', '-', '--reason', 'example'], {
    input: input.map((line) => `${JSON.stringify(line)}\n`).join(''),
  })
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { answer?: string; error?: string })
  assert.deepEqual(
    answers.map(({ answer, error }) => error ?? answer),
    ['recognised', 'codiceFiscale', 'at', 'recognised'],
  )
  assert.notEqual(status, 0)
})

void test('T52 a second opener of the same folder is refused with a clear message; Ctrl-C leaves the data whole', async () => {
  attesta(['import', 'test/examples/feed.ndjson'])
  const running = spawn('node', ['attesta', 'serve'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const bytes of running.stdout) if (String(bytes).includes('service.started')) break
  const second = attesta(['feed', 'waiting'])
  assert.notEqual(second.status, 0)
  assert.match(second.stderr, /is in use by process \d+/)
  running.kill('SIGINT')
  const [code] = (await once(running, 'exit')) as [number]
  assert.equal(code, 0)
  const answer = attesta([
    'status',
    'BLLGNS72C58A944L',
    '--at',
    '2019-05-20',
    '--reason',
    'example',
    '--json',
  ])
  assert.equal((JSON.parse(answer.stdout) as { answer: string }).answer, 'recognised')
})

void test('a world ends quietly when its reader has had enough, and opens no database', async () => {
  const nowhere = join(folder, 'nowhere')
  const running = spawn('node', ['attesta', 'world', '--persons', '9000000'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: nowhere, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  running.stderr.on('data', (bytes) => (said += String(bytes)))
  await once(running.stdout, 'data')
  running.stdout.destroy()
  assert.deepEqual(await once(running, 'exit'), [0, null])
  assert.equal(said, '')
  assert.ok(!existsSync(nowhere))
})

void test('production with demo parts or default keys stops with 78 and the whole list of what is wrong', () => {
  const { status, stderr } = attesta(['demo'], { env: { NODE_ENV: 'production' } })
  assert.equal(status, 78)
  for (const name of ['DEMO', 'DATABASE_URL', 'KEYS_FILE', 'BASE_URL', 'SMS_URL', 'INSTITUTION_NAME']) {
    assert.match(stderr, new RegExp(`^ {2}${name}`, 'm'))
  }
})
