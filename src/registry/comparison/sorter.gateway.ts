import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sorter } from './compare-registry.js'
import { mergeSorted } from './merge-sorted.js'

/** Bytes sorted in memory; more are written out as sorted runs. */
const RUN = 16 * 1024 * 1024
const CHUNK = 64 * 1024
/** Every record is kept after its length. */
const LENGTH = 2

/**
 * Sorts outside memory (external merge sort), in files of `TMPDIR`. A file has no name from the moment it is open: nothing
 * is left behind, however the process ends.
 */
export function openSorter(run = RUN): Sorter {
  const files: number[] = []
  const arena = Buffer.allocUnsafe(run)
  let used = 0
  let places: number[] = []
  const inOrder = () => {
    const order = placesInOrder(arena, places)
    used = 0
    places = []
    return order
  }
  return {
    add: (record) => {
      if (used + LENGTH + record.length > run) files.push(writeRun(arena, inOrder()))
      places.push(used)
      arena.writeUInt16BE(record.length, used)
      record.copy(arena, used + LENGTH)
      used += LENGTH + record.length
    },
    sorted: () => {
      const order = inOrder()
      return mergeSorted([...files.map(readRun), recordsAt(arena, order)])
    },
    close: () => {
      for (const file of files.splice(0)) closeSync(file)
    },
  }
}

function recordAt(arena: Buffer, place: number): Buffer {
  const start = place + LENGTH
  return arena.subarray(start, start + arena.readUInt16BE(place))
}

function* recordsAt(arena: Buffer, places: Uint32Array): Generator<Buffer> {
  for (const place of places) yield recordAt(arena, place)
}

/** The records stay where they are: only their places are put in order. */
function placesInOrder(arena: Buffer, places: number[]): Uint32Array {
  return Uint32Array.from(places).sort((one, other) => {
    const [oneEnd, otherEnd] = [one + arena.readUInt16BE(one), other + arena.readUInt16BE(other)]
    return arena.compare(arena, other + LENGTH, otherEnd + LENGTH, one + LENGTH, oneEnd + LENGTH)
  })
}

function writeRun(arena: Buffer, places: Uint32Array): number {
  const file = openNameless()
  const chunk = Buffer.allocUnsafe(CHUNK + LENGTH + 0xffff)
  let size = 0
  const flush = () => {
    for (let start = 0; start < size;) start += writeSync(file, chunk, start, size - start)
    size = 0
  }
  for (const place of places) {
    const end = place + LENGTH + arena.readUInt16BE(place)
    size += arena.copy(chunk, size, place, end)
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
