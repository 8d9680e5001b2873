import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { linesOf } from '../../src/cli/lines.js'
import { type NumberedLine } from '../../src/registry/reading/prepare-line.js'
import { readFeedLine } from '../../src/registry/reading/feed-line.gateway.js'
import { isEvent } from './is-event.js'

/** A line as the contract has it, read without the product's code. */
export interface ExpectedLine {
  line: number
  text: string | undefined
  valid: boolean
}

const LONGEST = 1_048_576

/** The lines of a file that are not blank, each with its number from 1, and whether it is an event of the contract. */
export function expectedLines(bytes: Buffer): ExpectedLine[] {
  const lines: ExpectedLine[] = []
  let start = 0
  for (let line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start)
    const end = found < 0 ? bytes.length : found
    const whole = bytes.subarray(start, end)
    start = end + 1
    const kept = whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole
    const text =
      whole.length <= LONGEST && isUtf8(kept) ? kept.toString('utf8').replace(/^\ufeff/, '') : undefined
    if (text === undefined) lines.push({ line, text, valid: false })
    else if (/\S/.test(text)) lines.push({ line, text, valid: isEvent(text) })
  }
  return lines
}

export interface Verdict {
  accepted: number
  refused: number
  /** By reason. */
  reasons: Map<string, number>
  /** What must not be: each a mistake of the product, or of this test. */
  faults: string[]
}

/** Reads a feed as an import does, and holds every line against the contract. */
export async function judge(bytes: Buffer): Promise<Verdict> {
  const verdict: Verdict = { accepted: 0, refused: 0, reasons: new Map(), faults: [] }
  const expected = expectedLines(bytes)
  let next = 0
  for await (const line of linesOf('-', Readable.from(chunksOf(bytes)))) {
    if (line.text.trim() === '' && line.unreadable === undefined) continue
    judgeLine(line, expected[next++], verdict)
  }
  if (next !== expected.length)
    verdict.faults.push(`${String(next)} lines of ${String(expected.length)} were read`)
  return verdict
}

function judgeLine(line: NumberedLine, expected: ExpectedLine | undefined, verdict: Verdict): void {
  const blame = (what: string) => verdict.faults.push(`${what}: ${line.text.slice(0, 600)}`)
  if (expected?.line !== line.line) return void blame(`line ${String(line.line)} is counted otherwise`)
  if (line.unreadable !== undefined) {
    verdict.refused++
    if (expected.text !== undefined) blame('unreadable, though it is text')
    return
  }
  if (expected.text !== line.text) blame('another text was read')
  const reading = readFeedLine(line.text)
  if ((reading.kind === 'read') !== expected.valid)
    blame(
      reading.kind === 'read'
        ? 'ACCEPTED, though not valid'
        : `refused (${reading.field}: ${reading.reason}), though valid`,
    )
  if (reading.kind === 'read') {
    verdict.accepted++
    return
  }
  verdict.refused++
  verdict.reasons.set(reading.reason, (verdict.reasons.get(reading.reason) ?? 0) + 1)
  const told = tellsTooMuch(reading, line.text)
  if (told !== undefined) blame(`the refusal is wrong (${told}; ${reading.field}: ${reading.reason})`)
}

const FIELD = /^(json|\(an unknown name\)|[\w$-]{1,42}|data(\[\d+\]|\.[\w$-]{1,42}|\.\(an unknown name\))+)$/
const VALUES = /"((?:[^"\\]|\\.){6,})"(?!\s*:)/g
/** Words of the contract may be told, all or one of them: they are nobody's. */
const HARMLESS = /^[a-zA-Z.]+$/
const WORDS_OF_THE_CONTRACT = /^must be one of [\w., -]+$/

/** A refusal names a field, and repeats nothing that the line says. */
export function tellsTooMuch(
  { field, reason }: { field: string; reason: string },
  text: string,
): string | undefined {
  if (!FIELD.test(field)) return 'that is no field'
  if (reason === '' || /[\p{Cc}\p{Cf}:]/u.test(reason)) return 'that is no reason'
  const told = WORDS_OF_THE_CONTRACT.test(reason) ? field : `${field}: ${reason}`
  for (const [, value = ''] of text.slice(0, 20_000).matchAll(VALUES))
    if (!HARMLESS.test(value) && told.includes(value)) return 'it repeats a value'
  return undefined
}

/** In pieces that end anywhere, as they come from a disk or a pipe. */
function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += 60_001) yield bytes.subarray(from, from + 60_001)
}
