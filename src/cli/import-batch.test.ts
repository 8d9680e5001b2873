import assert from 'node:assert/strict'
import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as zlib from 'node:zlib'
import { gzipSync } from 'node:zlib'
import { onBothEngines } from '../../test/databases.js'
import {
  birth,
  type Drop,
  feedDoor,
  importing,
  NOT_SIGNED,
  saying,
  testSender,
  withDrop,
  type Wrong,
} from '../../test/feed-door.js'
import { type Database, statement } from '../db/database.js'
import { manifestOf, signatureOf } from './batch-files.js'
import { batchesCommand } from './feed-batches.js'
import { importFolder } from './import-folder.js'
import { type Receipt } from '../registry/signed-batches/signed-batch.js'

const PARTS = statement('test.parts', 'select place from feed_batch_part')
const EVENTS = statement('test.countEvents', 'select count(seq) as count from feed_event')

async function eventsIn(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(EVENTS)
  return row?.count ?? 0
}

function dropping(title: string, body: (database: Database, drop: Drop) => Promise<void>): void {
  onBothEngines(title, (_t, database) => withDrop((drop) => body(database, drop)))
}

const said = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

dropping('a signed batch is verified whole, applied, and named by its receipt', async (database, drop) => {
  const sender = await testSender()
  const door = feedDoor(database, sender.senders)
  const file = await drop.put('1.ndjson', await sender.next(birth() + birth()))
  const { exitCode, out, err } = await importing(door, file)
  assert.deepEqual([exitCode, err], [0, ''])
  const [{ receipt, ...result } = {}] = said(out)
  assert.deepEqual(result, {
    ...{ applied: 2, repeated: 0, waiting: 0, refused: 0 },
    ...{ sender: 'istituto.registro', sequence: 1, state: 'applied' },
  })
  assert.match(String(receipt), /^[0-9a-f-]{36}$/)
})

dropping('the same batch again is one effect, and reports its first result', async (database, drop) => {
  const sender = await testSender()
  const door = feedDoor(database, sender.senders)
  const file = await drop.put('1.ndjson', await sender.next(birth()))
  const first = await importing(door, file)
  const again = await importing(door, file)
  assert.equal(again.out, first.out)
  assert.match(again.err, /was applied before: this is its result/)
  assert.equal(await eventsIn(database), 1)
})

const spoilt: [title: string, cause: string, wrong: Wrong, spoil?: (file: string) => Promise<void>][] = [
  ['a signature that is not the sender’s', 'wrongSignature', { jws: flipped }],
  ['a signature by a key that the sender does not have', 'unknownKey', { kid: '2019z' }],
  ['a sender who is not trusted', 'unknownSender', { sender: 'somebody.else' }],
  ['a manifest changed after it was signed', 'wrongSignature', {}, changeManifest],
  ['a manifest that is no manifest', 'malformedManifest', {}, (file) => writeFile(manifestOf(file), '{}')],
  ['a truncated file', 'wrongFile', {}, (file) => truncate(file, 100)],
  ['a file with other bytes', 'wrongFile', {}, (file) => writeFile(file, birth())],
  ['a file with fewer lines than the manifest says', 'wrongCount', { lines: 7 }],
  ['a first batch that says it follows another', 'brokenChain', { previous: 'ab'.repeat(32) }],
  ['a file that is not what its encoding says', 'unreadableFile', { encoding: 'gzip' }],
]

for (const [title, cause, wrong, spoil] of spoilt) {
  dropping(
    `T42 ${title}: nothing of the batch is applied, it is kept as refused, and the right one still comes`,
    async (database, drop) => {
      const sender = await testSender()
      const door = feedDoor(database, sender.senders)
      const file = await drop.put('1.ndjson', await sender.next(birth() + birth(), wrong))
      await spoil?.(file)
      const refused = await importing(door, file)
      assert.equal(refused.exitCode, 1)
      assert.match(refused.err, new RegExp(`is refused, and nothing of it applied: ${cause}: `))
      assert.equal(await eventsIn(database), 0)
      const listed = await saying((terminal) =>
        batchesCommand([], terminal, {
          listBatches: () => listOf(door),
          discardBatches: () => Promise.resolve([]),
        }),
      )
      assert.equal(listed.exitCode, 1)
      assert.deepEqual(
        said(listed.out).map(({ state, cause: why }) => [state, why]),
        [['refused', cause]],
      )
      const right = await drop.put(
        'right.ndjson',
        await sender.next(birth(), { sequence: 1, previous: undefined }),
      )
      assert.equal((await importing(door, right)).exitCode, 0)
      assert.equal(await eventsIn(database), 1)
    },
  )
}

dropping(
  'a batch before which one is missing is held, and applied by itself once that has come',
  async (database, drop) => {
    const sender = await testSender()
    const door = feedDoor(database, sender.senders)
    const batches = [
      await sender.next(birth()),
      await sender.next(birth()),
      await sender.next(birth() + birth()),
    ]
    const [first, second, third] = await Promise.all(
      batches.map((batch, index) => drop.put(`${String(index)}.ndjson`, batch)),
    )
    for (const early of [third!, second!]) {
      const held = await importing(door, early)
      assert.deepEqual([held.exitCode, said(held.out)[0]?.state], [0, 'held'])
      assert.match(held.err, /is held until the batch before it has come/)
    }
    await rm(third!)
    assert.equal(await eventsIn(database), 0)
    const released = await importing(door, first!)
    assert.deepEqual(
      said(released.out).map(({ sequence, state, applied }) => [sequence, state, applied]),
      [
        [1, 'applied', 1],
        [2, 'applied', 1],
        [3, 'applied', 2],
      ],
    )
    assert.equal(await eventsIn(database), 4)
    assert.deepEqual(await database.query(PARTS), [], 'what was kept is gone')
  },
)

dropping('a held batch that does not follow the one that came is refused', async (database, drop) => {
  const sender = await testSender()
  const door = feedDoor(database, sender.senders)
  const first = await drop.put('1.ndjson', await sender.next(birth()))
  const second = await drop.put('2.ndjson', await sender.next(birth(), { previous: 'ab'.repeat(32) }))
  assert.equal((await importing(door, second)).exitCode, 0)
  await importing(door, first)
  assert.deepEqual(
    (await listOf(door)).map(({ state, cause }) => [state, cause]).sort(),
    [
      ['refused', 'brokenChain'],
      ['applied', undefined],
    ].sort(),
  )
  assert.equal(await eventsIn(database), 1)
})

dropping('a repeated sequence with other bytes is refused loudly', async (database, drop) => {
  const sender = await testSender()
  const door = feedDoor(database, sender.senders)
  await importing(door, await drop.put('1.ndjson', await sender.next(birth())))
  const other = await sender.next(birth(), { sequence: 1, previous: undefined })
  const { exitCode, err } = await importing(door, await drop.put('other.ndjson', other))
  assert.deepEqual([exitCode, /: sequenceTaken: another batch has this sequence/.test(err)], [1, true])
  assert.equal(await eventsIn(database), 1)
})

dropping('each sender counts by itself', async (database, drop) => {
  const [one, other] = [await testSender(), await testSender('regione', 'ES256')]
  const door = feedDoor(database, new Map([...one.senders, ...other.senders]))
  for (const sender of [one, other]) {
    const file = await drop.put('1.ndjson', await sender.next(birth()))
    assert.equal((await importing(door, file)).exitCode, 0)
  }
  assert.equal(await eventsIn(database), 2)
})

dropping(
  'a new key takes over while the old one is still good, and the old one is then put away',
  async (database, drop) => {
    const old = await testSender()
    const both = await old.withNewKey('2026b')
    const during = feedDoor(database, both.senders)
    assert.equal((await importing(during, await drop.put('1.ndjson', await old.next(birth())))).exitCode, 0)
    assert.equal((await importing(during, await drop.put('2.ndjson', await both.next(birth())))).exitCode, 0)
    const [name, keys] = [...both.senders][0]!
    const after = feedDoor(database, new Map([[name, keys.filter(({ kid }) => kid === '2026b')]]))
    assert.equal((await importing(after, await drop.put('3.ndjson', await both.next(birth())))).exitCode, 0)
    const late = await importing(after, await drop.put('4.ndjson', await old.next(birth())))
    assert.match(late.err, /: unknownKey: /)
  },
)

dropping('a batch may come as gzip, whole', async (database, drop) => {
  const sender = await testSender()
  const door = feedDoor(database, sender.senders)
  const packed = gzipSync(birth() + birth())
  const file = await drop.put('1.ndjson.gz', await sender.next(packed, { lines: 2 }))
  assert.equal(said((await importing(door, file)).out)[0]?.applied, 2)
  const cut = await sender.next(gzipSync(birth()).subarray(0, 90), { lines: 1 })
  const { err } = await importing(door, await drop.put('2.ndjson.gz', cut))
  assert.match(err, /: unreadableFile: /)
  assert.equal(await eventsIn(database), 2)
})

// Node.js has it from 22.15 on; the types that we compile against are those of 20.
const { zstdCompressSync } = zlib as { zstdCompressSync?: (text: string) => Buffer }
/** A frame of nothing (RFC 8878 §3.1.1): no program needs to make it. */
const EMPTY_ZSTD = Buffer.from('28b52ffd2000010000', 'hex')

dropping(
  zstdCompressSync
    ? 'a batch may come as zstd, whole'
    : 'a batch as zstd is refused by a Node.js that cannot read it, with what it needs, and can come again as gzip',
  async (database, drop) => {
    const sender = await testSender()
    const door = feedDoor(database, sender.senders)
    const text = birth() + birth()
    const packed = zstdCompressSync?.(text) ?? EMPTY_ZSTD
    const file = await drop.put('1.zst', await sender.next(packed, { encoding: 'zstd', lines: 2 }))
    const { exitCode, out, err } = await importing(door, file)
    if (zstdCompressSync) {
      assert.deepEqual([exitCode, said(out)[0]?.applied, await eventsIn(database)], [0, 2, 2])
      const cut = await sender.next(packed.subarray(0, -4), { encoding: 'zstd', lines: 2 })
      assert.match((await importing(door, await drop.put('2.zst', cut))).err, /: unreadableFile: /)
    } else {
      assert.equal(exitCode, 1)
      assert.match(
        err,
        /: unknownEncoding: this version of Node\.js cannot read the encoding \(zstd needs 22\.15\)/,
      )
      const again = await sender.next(gzipSync(text), { lines: 2, sequence: 1, previous: undefined })
      assert.equal((await importing(door, await drop.put('1.gz', again))).exitCode, 0)
    }
    assert.equal(await eventsIn(database), 2)
  },
)

dropping(
  'a file that grows beyond measure when unpacked is refused, and not unpacked',
  async (database, drop) => {
    const sender = await testSender()
    const door = feedDoor(database, sender.senders)
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
    const { err } = await importing(door, await drop.put('1.gz', await sender.next(bomb, { lines: 1 })))
    assert.match(err, /: tooLarge: /)
  },
)

dropping(
  'refused lines of a batch are told and kept; their neighbours are applied',
  async (database, drop) => {
    const sender = await testSender()
    const door = feedDoor(database, sender.senders)
    const file = await drop.put('1.ndjson', await sender.next(`${birth()}{"id":\n${birth()}`))
    const { exitCode, out, err } = await importing(door, file)
    assert.deepEqual(
      [exitCode, err],
      [1, 'line 2: json: is not complete, well-formed JSON; send the whole event on one line\n'],
    )
    assert.deepEqual([said(out)[0]?.applied, said(out)[0]?.refused], [2, 1])
  },
)

dropping('in production nothing is taken that nobody signed', async (database, drop) => {
  const sender = await testSender()
  const door = feedDoor(database, sender.senders, false)
  const unsigned = join(drop.folder, 'unsigned.ndjson')
  await writeFile(unsigned, birth())
  for (const path of [unsigned, '-']) {
    const { exitCode, out, err } = await importing(door, path)
    assert.deepEqual([exitCode, out], [1, ''])
    assert.equal(err, 'attesta: nobody signed this feed: in production only signed batches are taken in\n')
  }
  const half = await drop.put('half.ndjson', await sender.next(birth()))
  await rm(signatureOf(half))
  assert.match((await importing(door, half)).err, /the batch is not complete, and not taken/)
  assert.equal(await eventsIn(database), 0)
})

dropping('outside production an unsigned feed is taken in, with a notice', async (database, drop) => {
  const unsigned = join(drop.folder, 'unsigned.ndjson')
  await writeFile(unsigned, birth())
  assert.deepEqual(await importing(feedDoor(database), unsigned), {
    exitCode: 0,
    out: '{"applied":1,"repeated":0,"waiting":0,"refused":0}\n',
    err: NOT_SIGNED,
  })
})

dropping(
  'the batches of a folder are taken in by their sequence, those known are passed over',
  async (database, drop) => {
    const sender = await testSender()
    const door = feedDoor(database, sender.senders)
    for (const name of ['c', 'b', 'a']) await drop.put(name, await sender.next(birth()))
    await writeFile(join(drop.folder, 'no batch'), birth())
    const first = await importing(door, drop.folder)
    assert.deepEqual(
      said(first.out).map(({ sequence, state }) => [sequence, state]),
      [1, 2, 3].map((sequence) => [sequence, 'applied']),
    )
    assert.deepEqual(await importing(door, drop.folder), { exitCode: 0, out: '', err: '' })
    assert.equal(await eventsIn(database), 3)
  },
)

dropping(
  'a folder that is watched takes in what comes, tries again what was mended, and stops when told',
  async (database, drop) => {
    const sender = await testSender()
    const door = feedDoor(database, sender.senders)
    const stopping = new AbortController()
    const watched = saying((terminal) =>
      importFolder(drop.folder, terminal, door, { watch: true, stop: stopping.signal, pollEvery: 50 }),
    )
    try {
      await drop.put('1', await sender.next(birth()))
      await until(async () => (await eventsIn(database)) === 1)
      const second = await sender.next(birth())
      await drop.put('2', { ...second, bytes: second.bytes.subarray(0, 50) })
      await until(async () => (await listOf(door)).length === 2)
      await drop.put('2', second)
      await until(async () => (await eventsIn(database)) === 2)
    } finally {
      stopping.abort()
    }
    const { exitCode, out } = await watched
    assert.equal(exitCode, 1, 'one was refused on the way')
    assert.deepEqual(
      said(out).map(({ state }) => state),
      ['applied', 'refused', 'applied'],
    )
  },
)

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    assert.ok(tries < 200, 'it does not come about')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function flipped(jws: string): string {
  const middle = jws.length - 20
  return jws.slice(0, middle) + (jws[middle] === 'A' ? 'B' : 'A') + jws.slice(middle + 1)
}

async function changeManifest(file: string): Promise<void> {
  const text = await readFile(manifestOf(file), 'utf8')
  await writeFile(manifestOf(file), text.replace('"lines": 2', '"lines": 3'))
}

function listOf(door: ReturnType<typeof feedDoor>) {
  return (door.batches as unknown as { listBatches: () => Promise<Receipt[]> }).listBatches()
}
