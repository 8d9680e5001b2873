import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { onBothEngines } from '../../test/databases.js'
import { birth, feedDoor, importing, saying, withDrop } from '../../test/feed-door.js'
import { systemClock } from '../kernel/system-clock.gateway.js'
import { sendersFrom } from '../registry/signed-batches/feed-senders.js'
import { wireFeedSigning } from '../registry/signed-batches/feed-signing.wire.js'
import { Usage } from './command.js'
import { signingCommand } from './feed-signing.js'

const run = (...args: string[]) =>
  saying((terminal) => signingCommand(args, terminal, wireFeedSigning(systemClock)))

onBothEngines('what attesta feed sign signs, attesta import takes in, chained', (_t, database) =>
  withDrop(async ({ folder }) => {
    const [key, first, second] = ['key.json', '1.ndjson', '2.ndjson.gz'].map((name) => join(folder, name))
    const made = await run('key', key!, '--kid', '2026a', '--alg', 'ES256')
    assert.equal((await stat(key!)).mode & 0o077, 0, 'the private half is for its owner alone')
    assert.ok(!made.out.includes('"d"'), 'only the public half is printed')
    const door = feedDoor(database, sendersFrom({ prova: JSON.parse(made.out) as unknown }), false)
    await writeFile(first!, birth() + birth())
    await writeFile(second!, gzipSync(birth().trimEnd()))
    await run('sign', first!, '--key', key!, '--sender', 'prova', '--sequence', '1')
    const previous = `${first!}.manifest.json`
    await run('sign', second!, '--key', key!, '--sender', 'prova', '--sequence', '2', '--previous', previous)
    const { exitCode, out } = await importing(door, folder)
    const applied = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { applied: number }).applied)
    assert.deepEqual([exitCode, applied], [0, [2, 1]])
  }),
)

onBothEngines('a key file is never written over, and wrong words are said', () =>
  withDrop(async ({ folder }) => {
    const [key, file] = [join(folder, 'key.json'), join(folder, '1.ndjson')]
    await run('key', key, '--kid', 'a')
    const before = await readFile(key, 'utf8')
    await writeFile(file, birth())
    const by = ['--key', key, '--sender', 'prova']
    for (const args of [
      ['key', key, '--kid', 'a'],
      ['key', join(folder, 'other.json')],
      ['sign', file, ...by, '--sequence', '0'],
      ['sign', file, ...by, '--sequence', '2'],
      ['sign', join(folder, 'nowhere'), ...by, '--sequence', '1'],
      ['sign', folder, ...by, '--sequence', '1'],
      ['sign', file, '--key', file, '--sender', 'prova', '--sequence', '1'],
      ['sign', file, '--key', key, '--sender', 'Not A Name', '--sequence', '1'],
    ])
      await assert.rejects(run(...args), Usage, args.join(' '))
    assert.equal(await readFile(key, 'utf8'), before)
  }),
)
