import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type World } from '../archive.js'
import { type Figure } from '../figures.js'
import { bytesOnDisk } from './bytes-on-disk.js'
import { benchDuringImport } from './during-import.js'
import { benchImport } from './import.js'
import { benchLookUps } from './look-ups.js'
import { benchRates } from './rates.js'

/** People of the invented world, about 3.3 lines each; the environment makes it smaller or larger. */
const PERSONS = Number(process.env['PERSONS'] ?? 100_000)

/** Everything the issue of the feed asks to be measured, in one run: the archive that one part fills the next looks into. */
export async function benchRegistry(world: World): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'attesta-registry-'))
  // The server reads and writes files here as another user.
  await chmod(folder, 0o777)
  try {
    const imported = await telling('import', () => benchImport(world, { persons: PERSONS, folder }))
    const sizes = await bytesOnDisk(await world.archive('imported'))
    const lookUps = await telling('look-ups', () => benchLookUps(world, PERSONS))
    const during = await telling('during an import', () => benchDuringImport(world, folder))
    const rates = await telling('rates', () => benchRates(world, { persons: PERSONS, folder }))
    return [...imported, ...lookUps, ...during, ...rates, ...sizes]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A run of millions takes its time: which part is under way is told. */
function telling<T>(part: string, work: () => Promise<T>): Promise<T> {
  console.error(`bench: registry, ${part}…`)
  return work()
}
