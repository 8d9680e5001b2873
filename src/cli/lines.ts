import { createReadStream } from 'node:fs'
import { type Readable } from 'node:stream'
import { createInterface } from 'node:readline'

/** The lines of a file, or of standard input for `-`, numbered from 1; flat memory. */
export async function* linesOf(
  file: string,
  stdin: Readable,
): AsyncGenerator<{ line: number; text: string }> {
  const input = file === '-' ? stdin : createReadStream(file)
  let line = 0
  // Without the await, readline would drop an error of the stream it reads from.
  const failed = new Promise<never>((_resolve, reject) => input.once('error', reject))
  failed.catch(() => undefined)
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([lines.next(), failed])
    if (next.done) return
    line++
    yield { line, text: line === 1 ? next.value.replace(/^\uFEFF/, '') : next.value }
  }
}
