import { createHash } from 'node:crypto'
import { pipeline, Readable, type Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { type Encoding, type Inspection, type Sha256 } from './signed-batch.js'

/** A batch may grow a hundredfold when unpacked; a feed of ours grows tenfold (CWE-409). */
const MOST_GROWTH = 100
/** However small it came. */
const ALWAYS_FINE = 16 * 1024 * 1024
const LINE_FEED = 10

type MakeUnpacker = () => Transform
// Node.js has zstd from 22.15 on; the types that we compile against are those of 20.
const { createZstdDecompress } = zlib as { createZstdDecompress?: MakeUnpacker }
const UNPACKERS: Record<Encoding, MakeUnpacker | undefined> = {
  identity: undefined,
  gzip: zlib.createGunzip,
  zstd: createZstdDecompress,
}

export function canUnpack(encoding: Encoding): boolean {
  return encoding === 'identity' || UNPACKERS[encoding] !== undefined
}

export function sha256Of(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The encoding that the first bytes of a file show (RFC 1952 §2.3.1, RFC 8878 §3.1.1). */
export function encodingOf(head: Uint8Array): Encoding {
  const start = Buffer.from(head.subarray(0, 4)).toString('hex')
  if (start.startsWith('1f8b')) return 'gzip'
  return start === '28b52ffd' ? 'zstd' : 'identity'
}

/** The clear bytes of a file, as they come. */
export function unpacked(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncIterable<Buffer> {
  const unpacker = UNPACKERS[encoding]?.()
  if (!unpacker) return chunks
  // A failure on either side ends the other, and the reader hears of it.
  pipeline(Readable.from(chunks), unpacker, () => undefined)
  return unpacker
}

/** Reads a file through: its digest, its lines, and whether it can be unpacked. Nothing of it is kept. */
export async function inspect(chunks: AsyncIterable<Buffer>, encoding: Encoding): Promise<Inspection> {
  const hash = createHash('sha256')
  const clear = new ClearText(UNPACKERS[encoding]?.())
  for await (const chunk of chunks) {
    hash.update(chunk)
    await clear.add(chunk)
  }
  await clear.end()
  return { sha256: hash.digest('hex'), lines: clear.lines, problem: clear.problem }
}

/** Counts the lines of what is unpacked, and stops unpacking where it grows beyond measure. */
class ClearText {
  problem: Inspection['problem']
  private packed = 0
  private clear = 0
  private lineFeeds = 0
  private last = LINE_FEED

  constructor(private readonly unpacker: Transform | undefined) {
    unpacker
      ?.on('data', (bytes: Buffer) => {
        this.count(bytes)
      })
      .on('error', () => {
        this.problem ??= 'unreadableFile'
      })
  }

  get lines(): number {
    return this.lineFeeds + (this.last === LINE_FEED ? 0 : 1)
  }

  async add(chunk: Buffer): Promise<void> {
    this.packed += chunk.length
    const { unpacker } = this
    if (!unpacker) this.count(chunk)
    else if (!this.problem) await this.settled((done) => unpacker.write(chunk, done))
  }

  async end(): Promise<void> {
    const { unpacker } = this
    if (unpacker && !this.problem) await this.settled((done) => unpacker.once('end', done).end())
  }

  /** Waits for the unpacker, or for its end: a stream that was destroyed calls nobody back. */
  private settled(act: (done: () => void) => void): Promise<void> {
    const { unpacker } = this
    return new Promise((resolve) => {
      const done = () => {
        unpacker?.off('close', done)
        resolve()
      }
      unpacker?.once('close', done)
      act(done)
    })
  }

  private count(bytes: Buffer): void {
    this.clear += bytes.length
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) this.lineFeeds++
    this.last = bytes.at(-1) ?? this.last
    if (!this.unpacker || this.clear <= Math.max(ALWAYS_FINE, this.packed * MOST_GROWTH)) return
    this.problem = 'tooLarge'
    this.unpacker.destroy()
  }
}

/** A piece that is kept: a row of a table. */
const PIECE = 512 * 1024

/** Passes bytes on, and has them kept in pieces before they go on. */
export async function* keeping(
  chunks: AsyncIterable<Buffer>,
  keep: (place: number, bytes: Buffer) => Promise<void>,
): AsyncGenerator<Buffer> {
  let place = 0
  let open: Buffer[] = []
  let length = 0
  const close = async () => {
    await keep(place++, Buffer.concat(open))
    open = []
    length = 0
  }
  for await (const chunk of chunks) {
    open.push(chunk)
    length += chunk.length
    if (length >= PIECE) await close()
    yield chunk
  }
  if (length > 0) await close()
}

/** Passes bytes on, and ends where there are more than `limit`: then `exceeded` is told. */
export async function* atMost(
  chunks: AsyncIterable<Buffer>,
  limit: number,
  exceeded: () => void,
): AsyncGenerator<Buffer> {
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limit) {
      exceeded()
      return
    }
    yield chunk
  }
}
