/**
 * `npm run fuzz [-- --lines N --imported N --seed S]`: mutated feeds against the parser, and through the import on the
 * embedded database. Prints one JSON summary, also when it is stopped before the end; exit code 1 where a fault was
 * found. The same seed gives the same feeds.
 */
import { readFileSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Random } from '../../src/cli/world/random.js'
import { closeIdleCopies, embeddedCopy } from '../embedded-copies.js'
import { importMutated } from './import-mutated.js'
import { judge } from './judge.js'
import { Mutator } from './mutated-feed.js'

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    imported: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
  },
})
const [lines, imported, seed] = [Number(values.lines), Number(values.imported), Number(values.seed)]
const FEED = 500
const EXAMPLES = new URL('../examples/feed.ndjson', import.meta.url)

const mutator = new Mutator(
  new Random().restart(seed, 0),
  readFileSync(EXAMPLES, 'utf8').trimEnd().split('\n'),
)
const summary = {
  seed,
  mutated: { lines: 0, feeds: 0, broken: 0, bytes: 0 },
  parser: { accepted: 0, refused: 0 },
  imported: { lines: 0, applied: 0, repeated: 0, waiting: 0, refused: 0 },
  mutations: {} as Record<string, number>,
  reasons: {} as Record<string, number>,
  faults: 0,
}

const run = { stopped: false }
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (run.stopped = true))

const started = performance.now()
for (let feed = 0; !run.stopped && summary.mutated.lines < lines; feed++) {
  await immediate()
  const isBroken = feed % 20 === 19
  const { bytes, mutations } = isBroken ? mutator.nextBroken(FEED) : mutator.next(FEED)
  summary.mutated.lines += FEED
  summary.mutated.feeds++
  summary.mutated.bytes += bytes.length
  if (isBroken) summary.mutated.broken++
  for (const name of mutations) summary.mutations[name] = (summary.mutations[name] ?? 0) + 1
  const { accepted, refused, reasons, faults } = await judge(bytes)
  summary.parser.accepted += accepted
  summary.parser.refused += refused
  for (const [reason, count] of reasons) summary.reasons[reason] = (summary.reasons[reason] ?? 0) + count
  blame(faults)
}
const { database, release } = await embeddedCopy()
for (let feed = 0; !run.stopped && summary.imported.lines < imported; feed++) {
  const mutated = feed % 20 === 19 ? mutator.nextBroken(FEED) : mutator.next(FEED)
  const { count, faults } = await importMutated(database, mutated)
  summary.imported.lines += FEED
  for (const kind of ['applied', 'repeated', 'waiting', 'refused'] as const)
    summary.imported[kind] += count[kind]
  blame(faults)
}
await release(true)
await closeIdleCopies()
const seconds = Math.round((performance.now() - started) / 1000)
console.log(JSON.stringify({ ...summary, complete: !run.stopped, seconds }, undefined, 2))
process.exitCode = summary.faults === 0 ? 0 : 1

function blame(faults: string[]): void {
  summary.faults += faults.length
  for (const fault of faults) console.error(fault)
}
