import { performance } from 'node:perf_hooks'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { deriveStatus } from '../src/registry/derivation/derive-status.js'
import { type Archive, PEOPLE, type World } from './archive.js'
import { atMost, type Figure, median, percentile, spread, thousands } from './figures.js'
import { codeOf } from './people.js'

const FEW = 1000
const ROUNDS = 7
const LOOK_UPS = 600

/** One person found by codice fiscale, opened and derived, one after the other, in a small and in a large archive. */
export async function benchDerivation(world: World): Promise<Figure[]> {
  const [small, large] = [await world.archive('small'), await world.archive('large')]
  await world.fill(small, FEW)
  await world.fill(large, PEOPLE)
  const p50 = { small: [] as number[], large: [] as number[] }
  for (const archive of [small, large]) await lookUps(archive)
  for (let round = 0; round < ROUNDS; round++) {
    p50.small.push(percentile(await lookUps(small), 50))
    p50.large.push(percentile(await lookUps(large), 50))
  }
  return [
    {
      name: 'derivation',
      what: `look-up + derivation, p50: archive of ${thousands(PEOPLE)} ÷ of ${thousands(FEW)} people`,
      measured: `${spread(p50.large, 3)} ÷ ${spread(p50.small, 3)} ms`,
      ...atMost(median(p50.large) / median(p50.small), 1.3),
    },
  ]
}

async function lookUps({ registry, people }: Archive): Promise<number[]> {
  const times: number[] = []
  for (let look = 0; look < LOOK_UPS; look++) {
    const code = codeOf(Math.floor(Math.random() * people))
    const start = performance.now()
    const dossier = await registry.findDossierByCode(code)
    const { answer } = deriveStatus(dossier, { at: systemClock.today(), knownAt: systemClock.now() })
    times.push(performance.now() - start)
    if (answer !== 'recognised') throw new Error(`an invented person is ${answer}`)
  }
  return times
}
