import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Line, LONGEST_LINE } from '../kernel/lines.js'
import { Usage } from './command.js'
import { linesOf } from './lines.js'

async function read(...chunks: (string | number[] | Buffer)[]): Promise<Line[]> {
  const buffers = chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk)))
  const lines: Line[] = []
  for await (const line of linesOf('-', Readable.from(buffers))) lines.push(line)
  return lines
}

void test('a byte order mark, CR LF and blank lines are accepted, and blank lines count', async () => {
  assert.deepEqual(await read('\uFEFFone\r\n\r\n', 'two\n', '\uFEFFthree'), [
    { line: 1, text: 'one' },
    { line: 2, text: '' },
    { line: 3, text: 'two' },
    { line: 4, text: 'three' },
  ])
})

void test('a character cut by the end of a chunk is whole again', async () => {
  assert.deepEqual(await read([0xc3], [0xa8, 10]), [{ line: 1, text: 'è' }])
})

void test('a line that is not UTF-8 is told apart, with its bytes kept, and the next one is read', async () => {
  assert.deepEqual(await read([0x61, 0xc3, 10], 'good\n'), [
    { line: 1, text: 'a\u00c3', unreadable: 'notUtf8' },
    { line: 2, text: 'good' },
  ])
})

void test('a line that is too long is told apart without being kept', async () => {
  const part = Buffer.alloc(700_000, 'x')
  const [long, next] = await read(part, part, part, '\nnext')
  assert.ok(long?.unreadable === 'tooLong')
  assert.ok(long.text.length < 10_000)
  assert.deepEqual(next, { line: 2, text: 'next' })
  const [longest] = await read(Buffer.alloc(LONGEST_LINE, 'x'), '\n')
  assert.equal(longest?.text.length, LONGEST_LINE)
})

void test('an empty input has no line', async () => {
  assert.deepEqual(await read(''), [])
})

void test('what is compressed is unpacked, however it is cut into chunks, and a file cut short is told after its lines', async () => {
  const packed = gzipSync('one\ntwo\n')
  const both = [
    { line: 1, text: 'one' },
    { line: 2, text: 'two' },
  ]
  assert.deepEqual(await read(packed), both)
  assert.deepEqual(await read(...Array.from(packed, (byte) => [byte])), both)
  await assert.rejects(read(packed.subarray(0, -6)), Usage)
  await assert.rejects(read([...packed.subarray(0, 10), 255, 255, 255, 255]), Usage)
})
