import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../src/cli/commands.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { runAttesta } from './attesta-command.js'
import { newSealKey, sealedSheet } from './sealed-sheets.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'attesta-commands-'))
after(() => {
  rmSync(folder, { recursive: true, force: true })
})

const CODICE_FISCALE = /[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/
const AREA = [
  'area',
  'codice',
  'percentuale',
  'dal',
  'dataRevisione',
  'flags',
  'protocollo',
  'procedura',
  'dataDefinizione',
]

interface StatusAnswer {
  codiceFiscale: string
  at: string
  knownAt: string
  answer: string
  level1: object
  level2: { areas: object[]; noteFiscali: string[] }
}

const jsonLines = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** The command as a shell runs it, on one data folder. */
function attesta(args: string[], { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {}) {
  return runAttesta(args, { ...process.env, DATA_DIR: folder, DATABASE_URL: '', ...env }, input)
}

void test('each command has its help, and an unknown one is said so', async () => {
  const { status, stdout } = await attesta(['--help'])
  assert.equal(status, 0)
  const names = [...stdout.matchAll(/^  ([a-z]+) {2,}/gm)].map(([, name = '']) => name)
  assert.ok(names.length > 10)
  for (const name of names) {
    const { code, said } = await helpOf(name)
    assert.equal(code, 0, name)
    assert.match(said, new RegExp(`attesta ${name}`))
  }
  assert.equal((await attesta(['nope'])).status, 2)
})

/** All that a program has said once `words` are among it. It is heard out: who stops listening would end it. */
function saying(output: Readable, words: string): Promise<string> {
  let said = ''
  return new Promise((resolve) => {
    output.on('data', (bytes) => {
      said += String(bytes)
      if (said.includes(words)) resolve(said)
    })
  })
}

/** In this process: the shell is the same for all. */
async function helpOf(name: string): Promise<{ code: number; said: string }> {
  const stdout = new PassThrough()
  const terminal = { stdin: new PassThrough(), stdout, stderr: new PassThrough(), isTty: false }
  const config = () => assert.fail('help needs no configuration')
  const code = await runCommand(name, ['--help'], { terminal, config })
  return { code, said: String(stdout.read()) }
}

void test('import prints one line of JSON, and a line for each refusal: number, field, reason', async () => {
  const migrated = await attesta(['migrate'])
  assert.equal(migrated.status, 0, migrated.stderr)
  const imported = await attesta(['import', 'test/examples/feed.ndjson'])
  assert.equal(imported.status, 0, imported.stderr)
  const summary = /^\{"applied":\d+,"repeated":\d+,"waiting":\d+,"refused":\d+\}\n$/
  assert.match(imported.stdout, summary)

  const bad = await attesta(['import', 'test/examples/bad-lines.ndjson'])
  assert.equal(bad.status, 1)
  assert.match(bad.stdout, summary)
  const { refused } = JSON.parse(readFileSync(join(ROOT, 'test/examples/bad-lines.expect.json'), 'utf8')) as {
    refused: { line: number }[]
  }
  const told = bad.stderr.split('\n').filter((line) => line.startsWith('line '))
  assert.deepEqual(
    told.map((line) => Number(/^line (\d+): [^:]+: .+$/.exec(line)?.[1])),
    refused.map(({ line }) => line),
  )
  assert.ok(told.includes('line 4: type: ' + (told[1]?.split(': ').slice(2).join(': ') ?? '')))
  assert.doesNotMatch(bad.stderr, CODICE_FISCALE)
})

void test('status has exactly the members of the contract, in its order', async () => {
  const asked = ['status', 'BLLGNS72C58A944L', '--reason', 'example', '--json']
  const past = await attesta([...asked, '--at', '2019-05-20', '--known-at', '2019-06-01T10:00:00+02:00'])
  const answer = JSON.parse(past.stdout) as StatusAnswer
  assert.deepEqual(Object.keys(answer), ['codiceFiscale', 'at', 'knownAt', 'answer', 'level1', 'level2'])
  assert.deepEqual(
    [answer.codiceFiscale, answer.at, answer.answer],
    ['BLLGNS72C58A944L', '2019-05-20', 'recognised'],
  )
  assert.equal(new Date(answer.knownAt).toISOString(), '2019-06-01T08:00:00.000Z')
  assert.deepEqual(answer.level1, { categories: ['invaliditaCivile', 'handicap'] })
  assert.deepEqual(Object.keys(answer.level2), ['areas', 'noteFiscali'])
  for (const area of answer.level2.areas) {
    const optional = AREA.filter((name) => !['percentuale', 'dataRevisione'].includes(name) || name in area)
    assert.deepEqual(Object.keys(area), optional)
  }
  const unknown = await attesta([
    'status',
    'QQZNNA70A01N999E',
    '--reason',
    'example',
    '--json',
    '--at',
    '2019-05-20',
  ])
  assert.deepEqual(
    { ...(JSON.parse(unknown.stdout) as StatusAnswer), knownAt: '' },
    {
      codiceFiscale: 'QQZNNA70A01N999E',
      at: '2019-05-20',
      knownAt: '',
      answer: 'notVerifiable',
      level1: { categories: [] },
      level2: { areas: [], noteFiscali: [] },
    },
  )
  const typed = await attesta(['status', '-', '--reason', 'example', '--json'], {
    input: 'bllgns72c58a944l\n',
  })
  assert.equal((JSON.parse(typed.stdout) as StatusAnswer).codiceFiscale, 'BLLGNS72C58A944L')
})

void test('status without a reason, and of what cannot be read, is refused without repeating it', async () => {
  for (const args of [
    ['status', 'BLLGNS72C58A944L'],
    ['status', 'BLLGNS72C58A944A', '--reason', 'example'],
    ['status', 'BLLGNS72C58A944L', '--reason', 'example', '--at', '2019-02-30'],
    ['status', 'BLLGNS72C58A944L', '--reason', 'example', '--known-at', '2019-02-03'],
    ['status', '--reason', 'example'],
  ]) {
    const { status, stdout, stderr } = await attesta(args)
    assert.equal(status, 2, args.join(' '))
    assert.equal(stdout, '')
    assert.match(stderr, /^attesta: status: /)
    assert.doesNotMatch(stderr, CODICE_FISCALE)
  }
})

void test('feed lists what waits and what was refused, names nobody, and tries it again', async () => {
  const waiting = {
    id: '00000000-0000-4000-8000-0000000000aa',
    type: 'verbale.annullato',
    occurredAt: '2024-01-10T09:00:00+01:00',
    codiceFiscale: 'BLLGNS72C58A944L',
    data: { protocollo: 'NOT-YET', data: '2024-01-10' },
  }
  const refused = { ...waiting, id: '00000000-0000-4000-8000-0000000000ab', type: 'verbale.inventato' }
  const input = [waiting, refused].map((line) => `${JSON.stringify(line)}\n`).join('')
  assert.equal((await attesta(['import', '-'], { input })).status, 1)

  const waits = await attesta(['feed', 'waiting'])
  assert.equal(waits.status, 0)
  const rows = jsonLines(waits.stdout)
  assert.ok(
    rows.some(({ id, type, waitsFor }) => id === waiting.id && type === waiting.type && waitsFor === 'act'),
  )

  const quarantine = await attesta(['feed', 'quarantine'])
  assert.equal(quarantine.status, 0)
  const row = jsonLines(quarantine.stdout).find(({ field, line }) => field === 'type' && line === 2)
  assert.ok(row !== undefined, quarantine.stdout)

  const replayed = await attesta(['feed', 'replay', String(row['id'])])
  assert.equal(replayed.status, 1, 'it is refused again')
  assert.deepEqual(JSON.parse(replayed.stdout), { applied: 0, repeated: 0, waiting: 0, refused: 1 })
  assert.match(replayed.stderr, /^line 2: type: /m)
  for (const { stdout, stderr } of [waits, quarantine, replayed])
    assert.doesNotMatch(stdout + stderr, new RegExp(`NOT-YET|${CODICE_FISCALE.source}`))
  assert.equal((await attesta(['feed', 'nothing'])).status, 2)
})

void test('a batch answers line by line, in order, and tells the field that cannot be asked', async () => {
  const input = [
    { codiceFiscale: 'BLLGNS72C58A944L', at: '2019-05-20' },
    { codiceFiscale: 'BLLGNS72C58A944A' },
    { codiceFiscale: 'BLLGNS72C58A944L', at: '2019-02-30' },
    { codiceFiscale: 'NREGUO38P09F839N', at: '2024-05-17', knownAt: '2024-05-17T12:00:00+02:00' },
  ]
  const { status, stdout } = await attesta(['status', '--batch', '-', '--reason', 'example'], {
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
  await attesta(['import', 'test/examples/feed.ndjson'])
  const running = spawn('node', ['attesta', 'serve'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await saying(running.stdout, 'service.started')
  const second = await attesta(['feed', 'waiting'])
  assert.notEqual(second.status, 0)
  assert.match(second.stderr, /is in use by process \d+/)
  running.kill('SIGINT')
  const [code] = (await once(running, 'exit')) as [number]
  assert.equal(code, 0)
  const answer = await attesta([
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

void test('Ctrl-C stops the demo in order, and the next start finds what it had', async () => {
  const demo = mkdtempSync(join(folder, 'demo-'))
  const port = String(20_000 + (process.pid % 20_000))
  const run = async (whileRunning: () => Promise<void>) => {
    const running = spawn('node', ['attesta', 'demo', '--port', port], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: demo, DATABASE_URL: '', BASE_URL: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const told = await saying(running.stdout, 'Ctrl-C stops')
    await whileRunning()
    running.kill('SIGINT')
    assert.deepEqual(await once(running, 'exit'), [0, null])
    return told
  }
  // Not kept open: the next service on this port is another.
  const get = (path: string) => fetch(`http://localhost:${port}${path}`, { headers: { connection: 'close' } })
  const first = await run(async () => {
    assert.equal((await get('/readyz')).status, 200)
  })
  const [, codiceFiscale = ''] = /Elvira Tassoni +(\S{16})/.exec(first) ?? []
  const status = async () => {
    const asked = ['status', codiceFiscale, '--reason', 'example', '--json', '--at', '2026-11-23']
    const { stdout } = await attesta(asked, { env: { DATA_DIR: demo } })
    return { ...(JSON.parse(stdout) as StatusAnswer), knownAt: '' }
  }
  const before = await status()
  assert.equal(before.answer, 'recognised')
  await run(async () => {
    assert.equal((await get('/')).status, 200)
  })
  assert.deepEqual(await status(), before, 'nothing is fed twice')
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

void test('production with demo parts or default keys stops with 78 and the whole list of what is wrong', async () => {
  const { status, stderr } = await attesta(['demo'], { env: { NODE_ENV: 'production' } })
  assert.equal(status, 78)
  for (const name of ['DEMO', 'DATABASE_URL', 'KEYS_FILE', 'BASE_URL', 'SMS_URL', 'INSTITUTION_NAME']) {
    assert.match(stderr, new RegExp(`^ {2}${name}`, 'm'))
  }
})

void test('document verify tells a sheet of ours from a changed one, by file, by pipe and by a given certificate', async () => {
  const key = await newSealKey(systemClock.now())
  const [pdf, trust] = [join(folder, 'sheet.pdf'), join(folder, 'trust.pem')]
  writeFileSync(pdf, await sealedSheet({ key, at: systemClock.now() }))
  writeFileSync(trust, key.pem.certificates)
  const genuine = await attesta(['document', 'verify', pdf, '--trust', trust])
  assert.equal(genuine.status, 0, genuine.stderr)
  assert.match(genuine.stdout, /^genuine: sealed by us, and unchanged since \(sealed at /)
  appendFileSync(pdf, '\n')
  const added = await attesta(['document', 'verify', pdf, '--trust', trust, '--json'])
  assert.deepEqual([added.status, added.stdout], [1, '{"kind":"addedAfter"}\n'])
  const noPem = await attesta(['document', 'verify', pdf, '--trust', pdf])
  assert.equal(noPem.status, 2)
  assert.match(noPem.stderr, /--trust: holds no certificate in PEM/)
  const piped = await attesta(['document', 'verify', '-', '--trust', trust], { input: 'no PDF' })
  assert.deepEqual([piped.status, piped.stdout], [1, 'refused: this is no PDF\n'])
  for (const words of [
    ['document'],
    ['document', 'verify'],
    ['document', 'verify', join(folder, 'nowhere.pdf')],
  ])
    assert.equal((await attesta(words)).status, 2, words.join(' '))
})
