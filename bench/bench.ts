/**
 * `npm run bench [NAME…]`: ratios of what we do to what is possible at best, measured in one run on this machine, the
 * compared things in turns. Absolute figures change with the machine; the ratios say something on a quiet one only.
 */
import { cpus, loadavg } from 'node:os'
import { openWorld, type World } from './archive.js'
import { benchDerivation } from './derivation.js'
import { benchDocument } from './document.js'
import { type Figure, table } from './figures.js'
import { benchIdentity } from './identity.js'
import { benchQr } from './qr.js'
import { benchRegistry } from './registry/registry.js'
import { benchVerification } from './verification.js'

const BENCHES: Record<string, (world: World) => Promise<Figure[]>> = {
  registry: benchRegistry,
  derivation: benchDerivation,
  verification: benchVerification,
  document: benchDocument,
  qr: benchQr,
  identity: benchIdentity,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`bench: no ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}

// What else the machine had to do: on a busy one even the ratios are off, as not everybody suffers alike.
const [loadBefore = 0] = loadavg()
const world = await openWorld()
const figures: Figure[] = []
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    console.error(`bench: ${name}…`)
    figures.push(...(await bench(world)))
  }
} finally {
  await world.close()
}
const processor = cpus()
console.log(
  `\nNode ${process.version}, ${processor.length} × ${processor[0]?.model ?? 'processor'}; medians [least–most]; load before ${loadBefore.toFixed(1)}\n`,
)
console.log(table(figures))
