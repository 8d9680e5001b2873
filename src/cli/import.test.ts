import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { onBothEngines } from '../../test/databases.js'
import { feedDoor, NOT_SIGNED } from '../../test/feed-door.js'
import { openDesk, openRegistry } from '../../test/stories.js'
import { type Database } from '../db/database.js'
import { Usage } from './command.js'
import { feedCommand } from './feed.js'
import { importCommand } from './import.js'

const example = (name: string) => new URL(`../../test/examples/${name}`, import.meta.url)

interface Said {
  exitCode: number
  out: string
  err: string
}

/** A command as the terminal has it. */
const run = {
  import: (database: Database, args: string[], given: { stdin?: Readable; isTty?: boolean } = {}) =>
    saying(given, (terminal) => importCommand(args, terminal, feedDoor(database))),
  feed: (database: Database, args: string[], given: { stdin?: Readable; isTty?: boolean } = {}) =>
    saying(given, (terminal) =>
      feedCommand(args, terminal, { ...openRegistry(database), ...openDesk(database) }),
    ),
}

async function saying(
  { stdin = Readable.from([]), isTty = false }: { stdin?: Readable; isTty?: boolean },
  command: (terminal: Parameters<typeof importCommand>[1]) => Promise<number>,
): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const exitCode = await command({ stdin, stdout, stderr, isTty })
  return { exitCode, out: await text(stdout.end()), err: await text(stderr.end()) }
}

async function file(content: string | Buffer, work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attesta-import-'))
  try {
    const path = join(folder, 'feed.ndjson')
    await writeFile(path, content)
    await work(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

onBothEngines('the good feed is recorded, and summed up in one line of JSON', async (_t, database) => {
  const said = await run.import(database, [example('feed.ndjson').pathname])
  assert.deepEqual(said, {
    exitCode: 0,
    out: '{"applied":83,"repeated":1,"waiting":0,"refused":0}\n',
    err: NOT_SIGNED,
  })
  const again = await run.import(database, [example('feed.ndjson').pathname])
  assert.equal(again.out, '{"applied":0,"repeated":84,"waiting":0,"refused":0}\n')
})

onBothEngines('every refusal is a line of its own, and the exit code says so', async (_t, database) => {
  const { exitCode, out, err } = await run.import(database, [example('bad-lines.ndjson').pathname])
  assert.equal(exitCode, 1)
  assert.equal(out, '{"applied":5,"repeated":0,"waiting":0,"refused":20}\n')
  const lines = err.replace(NOT_SIGNED, '').trimEnd().split('\n')
  assert.equal(lines.length, 20)
  for (const line of lines) assert.match(line, /^line \d+: [\w.[\]]+: [^:]+$/)
  assert.ok(
    lines.includes(
      'line 10: data.giudizi[0].diagnosi: is not a field of this event; leave it out, or correct its name',
    ),
  )
  const listed = await run.feed(database, ['quarantine', '--json'])
  assert.equal(listed.out.trimEnd().split('\n').length, 20)
})

onBothEngines(
  'standard input, a byte order mark, CR LF, blank lines and bytes that are no text',
  async (_t, database) => {
    const [first, second] = (await readFile(example('feed.ndjson'), 'utf8')).split('\n')
    const bytes = Buffer.concat([
      Buffer.from(`\uFEFF${first ?? ''}\r\n\r\n \r\n`),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(second ?? ''),
    ])
    const said = await run.import(database, ['-'], { stdin: Readable.from([bytes]) })
    assert.equal(said.out, '{"applied":2,"repeated":0,"waiting":0,"refused":1}\n')
    assert.equal(said.err, `${NOT_SIGNED}line 4: line: is not UTF-8; write the file anew in that encoding\n`)
  },
)

onBothEngines('on a terminal a bar shows how far it is, and the sum is a sentence', async (_t, database) => {
  const { out, err } = await run.import(database, [example('bad-lines.ndjson').pathname], { isTty: true })
  assert.match(
    out,
    /^applied 5, repeated 0, waiting 0, refused 20\nrefused lines are kept: attesta feed quarantine\n$/,
  )
  assert.match(err, /\[#{30}\] 100 % {2}25 lines, [\d,]+ a second/)
  assert.ok(err.endsWith('\r\x1b[K'), 'the bar is taken away')
})

onBothEngines('an empty feed is nothing to record', async (_t, database) => {
  await file('', async (path) => {
    assert.equal(
      (await run.import(database, [path])).out,
      '{"applied":0,"repeated":0,"waiting":0,"refused":0}\n',
    )
  })
})

onBothEngines(
  'a file that is not there and a missing name are said, and nothing is done',
  async (_t, database) => {
    for (const args of [['/nowhere/feed.ndjson'], [], ['one', 'two']]) {
      await assert.rejects(run.import(database, args), Usage)
    }
  },
)

onBothEngines('what waits is listed without anything personal', async (_t, database) => {
  const event = {
    id: '05979c4a-29b8-4018-825d-b898b2f64fe9',
    type: 'verbale.annullato',
    occurredAt: '2018-11-13T09:00:00+01:00',
    codiceFiscale: 'KCLALR84D70A662P',
    data: { protocollo: 'EU-G-2', data: '2018-11-12' },
  }
  await file(JSON.stringify(event), async (path) => {
    assert.equal(
      (await run.import(database, [path])).out,
      '{"applied":0,"repeated":0,"waiting":1,"refused":0}\n',
    )
  })
  const json = await run.feed(database, ['waiting'])
  const { receivedAt, ...row } = JSON.parse(json.out) as Record<string, string>
  assert.deepEqual(row, { id: event.id, type: event.type, waitsFor: 'registration' })
  assert.match(receivedAt ?? '', /^\d{4}-/)
  const words = await run.feed(database, ['waiting'], { isTty: true })
  assert.match(words.out, /^05979c4a-\S+ {2}verbale\.annullato {2}since \S+ {2}waits for its registration\n$/)
})

onBothEngines('what has waited too long is listed alone, and the exit code says so', async (_t, database) => {
  const event = {
    id: '05979c4a-29b8-4018-825d-b898b2f64fe9',
    type: 'verbale.annullato',
    occurredAt: '2018-11-13T09:00:00+01:00',
    codiceFiscale: 'KCLALR84D70A662P',
    data: { protocollo: 'EU-G-2', data: '2018-11-12' },
  }
  await file(JSON.stringify(event), async (path) => {
    await run.import(database, [path])
  })
  const now = await run.feed(database, ['waiting', '--longer-than', '0'])
  assert.equal(now.exitCode, 1)
  assert.equal((JSON.parse(now.out) as { id: string }).id, event.id)
  assert.deepEqual(await run.feed(database, ['waiting', '--longer-than', '1']), {
    exitCode: 0,
    out: '',
    err: '',
  })
  for (const args of [
    ['waiting', '--longer-than', 'long'],
    ['waiting', '--longer-than', '-1'],
    ['quarantine', '--longer-than', '1'],
  ])
    await assert.rejects(run.feed(database, args))
})

onBothEngines('a replay says what is still wrong, and what is not in quarantine', async (_t, database) => {
  await file('{"id":', async (path) => {
    await run.import(database, [path])
  })
  const all = await run.feed(database, ['replay'])
  assert.deepEqual(all, {
    exitCode: 1,
    out: '{"applied":0,"repeated":0,"waiting":0,"refused":1}\n',
    err: 'line 1: json: is not complete, well-formed JSON; send the whole event on one line\n',
  })
  const unknown = await run.feed(database, ['replay', '05979C4A-29b8-4018-825d-b898b2f64fe9'])
  assert.equal(unknown.exitCode, 1)
  assert.equal(unknown.err, 'not in quarantine: 1 of the ids named; attesta feed quarantine lists them\n')
  await assert.rejects(run.feed(database, ['replay', 'x']), Usage)
  await assert.rejects(run.feed(database, ['sweep']), Usage)
})
