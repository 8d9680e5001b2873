import { performance } from 'node:perf_hooks'
import { worldFeed } from '../../src/cli/world/world-feed.js'
import { type CodiceFiscale } from '../../src/kernel/codice-fiscale.js'
import { linesIn } from '../../src/kernel/lines.js'
import { systemClock } from '../../src/kernel/system-clock.gateway.js'
import { deriveStatus } from '../../src/registry/derivation/derive-status.js'
import { type Archive, type World } from '../archive.js'
import { atMost, type Figure, median, percentile, spread, thousands } from '../figures.js'

/** The small archive: the first people of the world that the large one holds. */
const FEW = 10_000
const ROUNDS = 5
const LOOK_UPS = 500
const NONE = () => undefined

/** One person found by codice fiscale, opened and derived, one after the other, in a small and in the large archive. */
export async function benchLookUps(world: World, persons: number): Promise<Figure[]> {
  const few = Math.min(FEW, persons)
  const [small, large] = [await world.archive('few'), await world.archive('imported')]
  const bytes = (function* () {
    for (const chunk of worldFeed({ seed: 1, from: 0, persons: few })) yield Buffer.from(chunk)
  })()
  const report = { refused: NONE, released: NONE, resumed: NONE, advanced: NONE }
  await small.registry.importFeed(linesIn(each(bytes)), report)
  const sizes = [
    { archive: small, people: few, p50: [] as number[], p99: [] as number[] },
    { archive: large, people: persons, p50: [] as number[], p99: [] as number[] },
  ]
  for (const { archive } of sizes) await archive.asSuperuser('vacuum analyze')
  for (const { archive, people } of sizes) await lookUps(archive, people)
  for (let round = 0; round < ROUNDS; round++) {
    for (const { archive, people, p50, p99 } of sizes) {
      const times = await lookUps(archive, people)
      p50.push(percentile(times, 50))
      p99.push(percentile(times, 99))
    }
  }
  return (['p50', 'p99'] as const).map((which) => {
    const [ofSmall = [], ofLarge = []] = sizes.map((size) => size[which])
    return {
      name: 'registry',
      what: `look-up + derivation, ${which}: archive of ${thousands(persons)} ÷ of ${thousands(few)} people`,
      measured: `${spread(ofLarge, 3)} ÷ ${spread(ofSmall, 3)} ms`,
      ...atMost(median(ofLarge) / median(ofSmall), 1.3),
    }
  })
}

async function lookUps({ registry }: Archive, people: number): Promise<number[]> {
  // Beforehand: a person of the world is invented anew for her code.
  const codes = Array.from({ length: LOOK_UPS }, () => codeOf(Math.floor(Math.random() * people)))
  const times: number[] = []
  for (const code of codes) {
    const start = performance.now()
    const dossier = await registry.findDossierByCode(code)
    deriveStatus(dossier, { at: systemClock.today(), knownAt: systemClock.now() })
    times.push(performance.now() - start)
    if (dossier.events.length === 0) throw new Error('an invented person is not there')
  }
  return times
}

function codeOf(person: number): CodiceFiscale {
  const [chunk = ''] = worldFeed({ seed: 1, from: person, persons: 1 })
  return (JSON.parse(chunk.slice(0, chunk.indexOf('\n'))) as { codiceFiscale: CodiceFiscale }).codiceFiscale
}

async function* each(bytes: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* bytes
}
