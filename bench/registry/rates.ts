import { join } from 'node:path'
import { worldFeed } from '../../src/cli/world/world-feed.js'
import { type World } from '../archive.js'
import { type Figure, thousands } from '../figures.js'
import { startWorker } from '../processes/process.js'
import { type Compared, type RegistryWork, type Worked } from '../processes/registry.js'
import { writeLines } from './import.js'

const MB = 1024 ** 2

/** Comparison of a whole list with the large archive, and the rotation of a key in the small one: both rewrite or read all. */
export async function benchRates(
  world: World,
  { persons, folder }: { persons: number; folder: string },
): Promise<Figure[]> {
  const file = join(folder, 'snapshot.ndjson')
  await writeLines(file, snapshotOf(persons))
  const [large, few] = [await world.archive('imported'), await world.archive('few')]
  const compared = await alone<Compared>({ kind: 'compare', url: large.url, file })
  const { count, acts, done, seconds, resident } = compared
  if (count.equal === 0 || count.different > 0 || count.refused > 0) throw new Error(JSON.stringify(count))
  const resealed = await alone<Worked>({ kind: 'reseal', url: few.url })
  return [
    {
      name: 'registry',
      what: `registry compare: ${thousands(done)} lines of a list with ${thousands(acts)} acts in force, of both together`,
      measured: `${thousands((done + acts) / seconds)} a second`,
    },
    {
      name: 'registry',
      what: 'most resident memory of the process that compares',
      measured: `${thousands(resident / MB)} MB`,
      goal: { text: '≤ 300 MB', met: resident / MB <= 300 },
    },
    {
      name: 'registry',
      what: `keys reseal: ${thousands(resealed.done)} events sealed anew, 500 a transaction`,
      measured: `${thousands(resealed.done / resealed.seconds)} a second`,
    },
  ]
}

/** In a process that does nothing else. */
async function alone<Answer>(work: RegistryWork): Promise<Answer> {
  const worker = startWorker('registry.ts')
  try {
    return await worker.ask<Answer>(work)
  } finally {
    worker.end()
  }
}

/** Every act of the world as a line of a list: those that stand no more are then missing on our side. */
function* snapshotOf(persons: number): Generator<string> {
  for (const chunk of worldFeed({ seed: 1, from: 0, persons })) {
    const acts = chunk
      .split('\n')
      .filter((line) => line.includes('"type":"verbale.definito"'))
      .map((line) => {
        const { codiceFiscale, data } = JSON.parse(line) as { codiceFiscale: string; data: object }
        return `${JSON.stringify({ codiceFiscale, ...data })}\n`
      })
    if (acts.length > 0) yield acts.join('')
  }
}
