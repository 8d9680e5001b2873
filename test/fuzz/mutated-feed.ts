import { type Random } from '../../src/cli/world/random.js'
import { worldFeed } from '../../src/cli/world/world-feed.js'
import { mutate } from './mutate.js'

/** People of the invented world: the neighbours are never touched, and share nothing with those who are. */
const NEIGHBOURS = 0
const STRANGERS = 2_000_000
const SEED = 43
const LINES_OF = 200
/** Mutated lines to a whole one. */
const SPREAD = 3

/** A feed with faults in it, and what of it must be recorded whatever became of the rest. */
export interface MutatedFeed {
  bytes: Buffer
  mutations: string[]
  /** Ids of the events of lines left whole, between the mutated ones. */
  neighbours: string[]
}

/** Mutates lines of the world and of the examples: as many feeds as are asked for, all different. */
export class Mutator {
  private neighbour = NEIGHBOURS
  private stranger = STRANGERS

  constructor(
    private readonly random: Random,
    private readonly examples: string[],
  ) {}

  /** So many mutated lines, with whole ones between them. */
  next(lines: number): MutatedFeed {
    const whole = this.linesFrom('neighbour', Math.ceil(lines / SPREAD))
    const given = this.linesFrom('stranger', lines)
    const mutations: string[] = []
    const bytes = given.flatMap((line, index) => {
      const example = this.examples[this.random.below(this.examples.length * 10)]
      const mutated = mutate(this.random, Buffer.from(example ?? line))
      mutations.push(...mutated.names)
      const neighbour = index % SPREAD === 0 ? [Buffer.from(whole[index / SPREAD] ?? ''), this.ending()] : []
      return [mutated.bytes, this.ending(), ...neighbour]
    })
    return { bytes: Buffer.concat(bytes), mutations, neighbours: whole.map(idOf) }
  }

  /** The same, as files suffer: cut short, glued without an end of line, overwritten, headed as an archive. Nothing need be left. */
  nextBroken(lines: number): MutatedFeed {
    const { bytes, mutations } = this.next(lines)
    const [from, to] = [this.random.below(bytes.length), this.random.below(bytes.length)]
    const broken = this.random.pick([
      () => bytes.subarray(0, from),
      () => bytes.subarray(from),
      () => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]),
      () => Buffer.concat([bytes.subarray(0, bytes.length - 1), bytes.subarray(0, from)]),
      () => Buffer.concat([Buffer.from('PK\x03\x04'), bytes]),
      () => Buffer.concat([bytes.subarray(0, from), Buffer.alloc(4096), bytes.subarray(from)]),
      () => Buffer.from(bytes.toString('latin1'), 'utf16le'),
      () => Buffer.from(bytes.toString().replaceAll('\n', '\r\n\r\n')),
      () => Buffer.from(bytes.toString().replaceAll('\n', '\r')),
      () => Buffer.from(bytes.toString(), 'latin1'),
    ])()
    return { bytes: broken, mutations, neighbours: [] }
  }

  private ending(): Buffer {
    return Buffer.from(this.random.pick(['\n', '\n', '\n', '\r\n', '\n\n', '\n \n']))
  }

  private linesFrom(who: 'neighbour' | 'stranger', count: number): string[] {
    const lines: string[] = []
    while (lines.length < count) {
      const slice = { seed: SEED, from: this[who], persons: LINES_OF }
      lines.push(...[...worldFeed(slice)].join('').trimEnd().split('\n'))
      this[who] += LINES_OF
    }
    return lines.slice(0, count)
  }
}

function idOf(line: string): string {
  return (JSON.parse(line) as { id: string }).id
}
