import { createReadStream } from 'node:fs'
import { type Readable } from 'node:stream'
import { type Line, linesIn } from '../kernel/lines.js'
import { canUnpack, encodingOf, unpacked } from '../registry/signed-batches/feed-bytes.gateway.js'
import { Usage } from './command.js'

/**
 * The lines of a file, or of standard input for `-`; gzip and zstd are unpacked. `advanced` is told how many bytes were
 * read. A file that cannot be unpacked to its end is a `Usage`, after the lines before.
 */
export async function* linesOf(
  file: string,
  stdin: Readable,
  advanced: (bytes: number) => void = () => undefined,
): AsyncGenerator<Line> {
  const bytes: AsyncIterable<Buffer> =
    file === '-' ? stdin : createReadStream(file, { highWaterMark: 256 * 1024 })
  const { head, chunks } = await headOf(bytes)
  const encoding = encodingOf(head)
  if (encoding === 'identity') {
    yield* linesIn(chunks, advanced)
    return
  }
  if (!canUnpack(encoding)) throw new Usage(`this version of Node.js cannot read ${encoding}: it needs 22.15`)
  try {
    yield* linesIn(unpacked(counted(chunks, advanced), encoding))
  } catch (error) {
    if (!isDamage(error)) throw error
    throw new Usage(`the ${encoding} file is damaged or cut short; what came before the damage was read`)
  }
}

/** The first bytes, four or more where there are so many, and all of them again. */
async function headOf(
  bytes: AsyncIterable<Buffer>,
): Promise<{ head: Buffer; chunks: AsyncIterable<Buffer> }> {
  const reader = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>
  let head = Buffer.alloc(0)
  while (head.length < 4) {
    const next = await reader.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  return { head, chunks: again(head, { [Symbol.asyncIterator]: () => reader }) }
}

async function* again(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  yield* rest
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  advanced: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    advanced(chunk.length)
    yield chunk
  }
}

/** What zlib says of a stream that it cannot read on (`Z_DATA_ERROR`, `Z_BUF_ERROR`, `ZSTD_error_…`). */
function isDamage(error: unknown): boolean {
  return /^(Z_|ZSTD_)/.test(String((error as { code?: unknown }).code))
}

/** What was typed on standard input, out of shell history. */
export async function firstLineOf(stdin: Readable): Promise<string> {
  for await (const { text } of linesOf('-', stdin)) return text
  return ''
}
