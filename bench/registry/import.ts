import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { worldFeed } from '../../src/cli/world/world-feed.js'
import { testSender, type TestSender } from '../../test/feed-door.js'
import { type Archive, type World } from '../archive.js'
import { atLeast, atMost, type Figure, median, spread, thousands } from '../figures.js'
import { startWorker, type Worker } from '../processes/process.js'
import { type RegistryWork, type Worked } from '../processes/registry.js'
import { copyInto, copyOut, markOf } from './copy.js'

/** Four, or as many as keep a round at about a million lines. */
const ROUNDS = 4
const MOST_PERSONS = 300_000
const MB = 1024 ** 2

/** What a feed consists of: who there is, and what was found about them. */
const PARTS = ['persons', 'verbali'] as const
type Part = (typeof PARTS)[number]

interface Round {
  lines: number
  /** Seconds. */
  imported: number
  copied: number
}

/**
 * Signed batches, everything included, against COPY of the rows that they made, into tables with the same indexes and
 * keys. COPY reads a file on the server itself: `psql \copy` is not in the package of the server, and sends the same rows
 * through a socket besides. The import is a process of its own, as the command is.
 */
export async function benchImport(
  world: World,
  { persons, folder }: { persons: number; folder: string },
): Promise<Figure[]> {
  const [imported, copied] = [await world.archive('imported'), await world.archive('copied')]
  const sender = await testSender()
  const importer = startWorker('registry.ts')
  const rounds: Record<Part, Round[]> = { persons: [], verbali: [] }
  const each = Math.min(Math.ceil(persons / ROUNDS), MOST_PERSONS)
  let resident = 0
  try {
    for (let from = 0; from < persons; from += each) {
      const slice = { seed: 1, from, persons: Math.min(each, persons - from) }
      for (const part of PARTS) {
        const file = join(folder, `${part}.ndjson`)
        const { lines, sha256 } = await writeLines(file, linesOf(part, slice))
        const before = await markOf(imported)
        const batch = { file, lines, sha256 }
        const worked = await importBatch(importer, { archive: imported, sender, batch })
        resident = worked.resident
        if ((await markOf(imported)).seq - before.seq < lines)
          throw new Error('a batch was not applied whole')
        await copyOut(imported, before, folder)
        rounds[part].push({
          lines,
          imported: worked.seconds,
          copied: await seconds(() => copyInto(copied, folder)),
        })
      }
    }
  } finally {
    importer.end()
  }
  return figuresOf(rounds, resident)
}

function figuresOf(rounds: Record<Part, Round[]>, resident: number): Figure[] {
  const whole = rounds.persons.map((one, index) => sumOf(one, rounds.verbali[index]))
  const [first, last] = [whole[0], whole.at(-1)].map((round) => rate(round, 'imported'))
  return [
    ratioOf('signed batches', whole),
    ratioOf('  persons: registrations alone', rounds.persons),
    ratioOf('  verbali: acts, and all that happens to them', rounds.verbali),
    {
      name: 'registry',
      what: `time of a line: last ${thousands(whole.at(-1)?.lines ?? NaN)} lines ÷ first`,
      measured: `${thousands(last ?? NaN)}, ${thousands(first ?? NaN)} lines/s`,
      ...atMost((first ?? NaN) / (last ?? NaN), 1.2),
    },
    {
      name: 'registry',
      what: 'most resident memory of the process that imports',
      measured: `${thousands(resident / MB)} MB`,
      goal: { text: '≤ 300 MB', met: resident / MB <= 300 },
    },
  ]
}

function ratioOf(what: string, rounds: Round[]): Figure {
  const lines = rounds.reduce((sum, round) => sum + round.lines, 0)
  const rates = (of: 'imported' | 'copied') => rounds.map((round) => rate(round, of))
  return {
    name: 'registry',
    what: `${what} (${thousands(lines)} lines) ÷ COPY of the same sealed rows, same tables and indexes`,
    measured: `${spread(rates('imported'))} ÷ ${spread(rates('copied'))} lines/s`,
    ...atLeast(median(rounds.map(({ imported, copied }) => copied / imported)), 0.5),
  }
}

function sumOf(one: Round, other: Round | undefined): Round {
  return {
    lines: one.lines + (other?.lines ?? NaN),
    imported: one.imported + (other?.imported ?? NaN),
    copied: one.copied + (other?.copied ?? NaN),
  }
}

function rate(round: Round | undefined, of: 'imported' | 'copied'): number {
  return round ? round.lines / round[of] : NaN
}

/** The lines of a part, in chunks. */
function* linesOf(part: Part, slice: { seed: number; from: number; persons: number }): Generator<string> {
  for (const chunk of worldFeed(slice)) {
    const lines = chunk.split('\n').filter((line) => line !== '' && isOf(part, line))
    if (lines.length > 0) yield `${lines.join('\n')}\n`
  }
}

function isOf(part: Part, line: string): boolean {
  return line.includes('"type":"persona.registrata"') === (part === 'persons')
}

interface WrittenLines {
  lines: number
  sha256: string
}

/** Writes a feed of any length; says what its manifest must. */
export async function writeLines(file: string, chunks: Iterable<string>): Promise<WrittenLines> {
  const hash = createHash('sha256')
  let lines = 0
  const counted = function* () {
    for (const chunk of chunks) {
      hash.update(chunk)
      lines += chunk.split('\n').length - 1
      yield chunk
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(file))
  return { lines, sha256: hash.digest('hex') }
}

async function importBatch(
  importer: Worker,
  {
    archive,
    sender,
    batch,
  }: { archive: Archive; sender: TestSender; batch: WrittenLines & { file: string } },
): Promise<Worked> {
  const { file, lines, sha256 } = batch
  // Of a file that is never in memory as a whole.
  const { signed } = await sender.next('', { lines, sha256 })
  return importer.ask<Worked>({
    kind: 'import',
    url: archive.url,
    file,
    senders: Object.fromEntries(Array.from(sender.senders, ([name, keys]) => [name, { keys: [...keys] }])),
    manifest: signed.bytes.toString('base64'),
    jws: signed.jws,
  } satisfies RegistryWork)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
