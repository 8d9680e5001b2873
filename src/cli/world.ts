import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { readArguments } from './arguments.js'
import { EXIT, type Terminal, Usage } from './command.js'
import { CAPACITY } from './world/code-slots.js'
import { type Slice, worldFeed } from './world/world-feed.js'

export const help = `attesta world --persons N [--seed S] [--from P]

Prints the feed of an invented registry, one event a line, for trying and measuring: believable lives, and nobody's. The
codici fiscali name places that do not exist. The same seed gives the same world, to the byte.

  --persons  how many people
  --seed     which world (default 1); one database takes one of them
  --from     the number of the first (default 0): --from 1000 goes on where --persons 1000 ended

attesta world --persons 1000 | attesta import -`

/** `attesta world`: as fast as its reader; a reader that has had enough is no failure. */
export async function run(
  args: string[],
  { terminal }: { terminal: Pick<Terminal, 'stdout'> },
): Promise<number> {
  const slice = readSlice(args)
  try {
    await pipeline(chunksOf(slice), terminal.stdout, { end: false })
  } catch (error) {
    if (!isGone(error)) throw error
  }
  return EXIT.done
}

/** Between two chunks others have their turn: signals, and the news that nobody reads any more. */
async function* chunksOf(slice: Slice): AsyncGenerator<string> {
  for (const chunk of worldFeed(slice)) {
    yield chunk
    await setImmediate()
  }
}

function readSlice(args: string[]): Slice {
  const { values } = readArguments('world', {
    args,
    options: {
      persons: { type: 'string' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
    },
  })
  if (values.persons === undefined) throw new Usage('world: --persons is missing: say how many')
  const persons = whole('persons', values.persons, 1)
  const seed = whole('seed', values.seed, 0)
  const from = whole('from', values.from, 0)
  if (from + persons > CAPACITY)
    throw new Usage(`world: there are codes for ${String(CAPACITY)} people and no more`)
  return { seed, from, persons }
}

function whole(name: string, text: string, least: number): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (Number.isSafeInteger(number) && number >= least) return number
  throw new Usage(`world: --${name} is a whole number, ${String(least)} or more`)
}

function isGone(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_DESTROYED'
}
