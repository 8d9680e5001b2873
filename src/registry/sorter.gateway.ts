import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sorter } from './compare-registry.js'
import { mergeSorted } from './merge-sorted.js'

/** Records that are sorted in memory; more are written out as sorted runs. */
const RUN = 200_000
const CHUNK = 64 * 1024
/** Every record is written after its length. */
const LENGTH = 2

/**
 * Sorts outside memory (external merge sort), in files of `TMPDIR`. A file has no name from the moment it is open: nothing
 * is left behind, however the process ends.
 */
export function openSorter(run = RUN): Sorter {
  const files: number[] = []
  let records: Buffer[] = []
  return {
    add: (record) => {
      records.push(record)
      if (records.length < run) return
      files.push(writeRun(records.sort(Buffer.compare)))
      records = []
    },
    sorted: () => mergeSorted([...files.map(readRun), records.sort(Buffer.compare)]),
    close: () => {
      records = []
      for (const file of files.splice(0)) closeSync(file)
    },
  }
}

function writeRun(records: Buffer[]): number {
  const file = openNameless()
  let chunk: Buffer[] = []
  let size = 0
  const flush = () => {
    const bytes = Buffer.concat(chunk)
    for (let start = 0; start < bytes.length;) start += writeSync(file, bytes, start)
    chunk = []
    size = 0
  }
  for (const record of records) {
    const length = Buffer.alloc(LENGTH)
    length.writeUInt16BE(record.length)
    chunk.push(length, record)
    size += LENGTH + record.length
    if (size >= CHUNK) flush()
  }
  flush()
  return file
}

function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'attesta-sort-'))
  const file = openSync(join(folder, 'run'), 'wx+', 0o600)
  rmSync(folder, { recursive: true })
  return file
}

function* readRun(file: number): Generator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for (let position = 0; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK)
    const read = readSync(file, chunk, 0, CHUNK, position)
    if (read === 0) return
    position += read
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)])
    let start = 0
    while (start + LENGTH <= bytes.length) {
      const end = start + LENGTH + bytes.readUInt16BE(start)
      if (end > bytes.length) break
      yield bytes.subarray(start + LENGTH, end)
      start = end
    }
    rest = bytes.subarray(start)
  }
}
