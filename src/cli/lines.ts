import { createReadStream } from 'node:fs'
import { type Readable } from 'node:stream'
import { type Line, linesIn } from '../kernel/lines.js'

/** The lines of a file, or of standard input for `-`. `advanced` is told how many bytes were read. */
export function linesOf(
  file: string,
  stdin: Readable,
  advanced?: (bytes: number) => void,
): AsyncGenerator<Line> {
  return linesIn(file === '-' ? stdin : createReadStream(file, { highWaterMark: 256 * 1024 }), advanced)
}

/** What was typed on standard input, out of shell history. */
export async function firstLineOf(stdin: Readable): Promise<string> {
  for await (const { text } of linesOf('-', stdin)) return text
  return ''
}
