import assert from 'node:assert/strict'
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { onBothEngines } from '../../test/databases.js'
import {
  birth,
  type Drop,
  feedDoor,
  importing,
  type TestSender,
  testSender,
  withDrop,
} from '../../test/feed-door.js'
import { type Database, statement } from '../db/database.js'
import { type FeedDoor } from './import.js'

const EVENTS = statement('test.eventIds', 'select event_id from feed_event order by seq')

async function idsIn(database: Database): Promise<string[]> {
  return (await database.query<{ event_id: string }>(EVENTS)).map(({ event_id }) => event_id)
}

const idOf = (line: string) => (JSON.parse(line) as { id: string }).id

/** More than a mebibyte of blank lines: what stands behind them is another piece. */
const FAR = `${' '.repeat(1023)}\n`.repeat(1100)

function receiving(
  title: string,
  body: (given: { database: Database; drop: Drop; sender: TestSender; door: FeedDoor }) => Promise<void>,
): void {
  onBothEngines(title, (_t, database) =>
    withDrop(async (drop) => {
      const sender = await testSender()
      await body({ database, drop, sender, door: feedDoor(database, sender.senders) })
    }),
  )
}

/** The same door, where something happens as soon as a file of that size was looked through whole. */
function betweenReadings(door: FeedDoor, size: number, happen: () => void): FeedDoor {
  let looked = 0
  const receiveFile: typeof door.batches.receiveFile = (path, signed, report) =>
    door.batches.receiveFile(path, signed, {
      ...report,
      looked: (bytes) => {
        report.looked(bytes)
        looked += bytes
        if (looked === size) happen()
      },
    })
  return { ...door, batches: { ...door.batches, receiveFile } }
}

/** Writes into the file itself, whoever has it open. */
function overwrite(file: string, at: number, text: string): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, text, at)
  closeSync(handle)
}

const CHANGED = /was changed while it was read: what follows is not recorded; give it again\n$/

receiving(
  'T42 a file altered after its batch was applied is refused loudly, whichever door it comes through',
  async ({ database, drop, sender, door }) => {
    const batch = await sender.next(birth() + birth())
    const file = await drop.put('1.ndjson', batch)
    assert.equal((await importing(door, file)).exitCode, 0)
    const before = await idsIn(database)
    await writeFile(file, birth() + birth())
    const altered = await importing(door, file)
    assert.equal(altered.exitCode, 1)
    assert.match(altered.err, /is refused, and nothing of it applied: wrongFile: /)
    const ofFolder = await importing(door, drop.folder)
    assert.deepEqual([ofFolder.exitCode, /: wrongFile: /.test(ofFolder.err)], [1, true])
    assert.deepEqual(await idsIn(database), before)
    await writeFile(file, batch.bytes)
    const right = await importing(door, file)
    assert.deepEqual([right.exitCode, /was applied before/.test(right.err)], [0, true])
  },
)

receiving(
  'a folder passes over what it knows without a word, and looks again only at what was changed since',
  async ({ drop, sender, door }) => {
    const file = await drop.put('1.ndjson', await sender.next(birth()))
    assert.equal((await importing(door, drop.folder)).exitCode, 0)
    assert.deepEqual(await importing(door, drop.folder), { exitCode: 0, out: '', err: '' })
    await utimes(file, new Date(), new Date(Date.now() + 60_000))
    assert.match((await importing(door, drop.folder)).err, /was applied before: this is its result/)
  },
)

receiving(
  'T42 a file overwritten between its two readings: nothing of it is recorded, and the right one still comes',
  async ({ database, drop, sender, door }) => {
    const [right, other] = [birth(), birth()]
    const batch = await sender.next(right)
    const file = await drop.put('1.ndjson', batch)
    const overwritten = await importing(
      betweenReadings(door, right.length, () => {
        overwrite(file, 0, other)
      }),
      file,
    )
    assert.deepEqual([overwritten.exitCode, CHANGED.test(overwritten.err)], [1, true])
    assert.deepEqual(await idsIn(database), [])
    assert.match((await importing(door, file)).err, /: wrongFile: /)
    writeFileSync(file, right)
    const again = await importing(door, file)
    assert.deepEqual([again.exitCode, await idsIn(database)], [0, [idOf(right)]])
  },
)

receiving(
  'T42 a file whose end is overwritten or cut between its two readings: no line of that piece is recorded',
  async ({ database, drop, sender, door }) => {
    const [first, last, other] = [birth(), birth(), birth()]
    const text = first + FAR + last
    const file = await drop.put('1.ndjson', await sender.next(text))
    for (const spoil of [
      () => overwrite(file, text.length - last.length, other),
      () => truncateSync(file, text.length - last.length),
    ]) {
      const spoilt = await importing(betweenReadings(door, text.length, spoil), file)
      assert.deepEqual([spoilt.exitCode, CHANGED.test(spoilt.err)], [1, true])
      const recorded = await idsIn(database)
      assert.ok(!recorded.includes(idOf(other)) && !recorded.includes(idOf(last)))
      writeFileSync(file, text)
    }
    const { exitCode, out } = await importing(door, file)
    assert.deepEqual([exitCode, await idsIn(database)], [0, [idOf(first), idOf(last)]])
    const { applied, repeated, refused } = JSON.parse(out) as Record<string, number>
    assert.deepEqual([applied, repeated, refused], [2, 0, 0])
  },
)

receiving(
  'T42 another file put in its place between the two readings changes nothing: what was verified is recorded',
  async ({ database, drop, sender, door }) => {
    const [right, other] = [birth(), birth()]
    const file = await drop.put('1.ndjson', await sender.next(right))
    const { exitCode } = await importing(
      betweenReadings(door, right.length, () => {
        writeFileSync(`${file}.new`, other)
        renameSync(`${file}.new`, file)
      }),
      file,
    )
    assert.equal(readFileSync(file, 'utf8'), other)
    assert.deepEqual([exitCode, await idsIn(database)], [0, [idOf(right)]])
  },
)
