/** The registry's long works, in a process of their own: their memory is theirs, and they slow nobody's event loop. */
import { createReadStream, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { worldFeed } from '../../src/cli/world/world-feed.js'
import { resealAll } from '../../src/cli/reseal.js'
import { openPostgres } from '../../src/db/postgres.gateway.js'
import { linesIn } from '../../src/kernel/lines.js'
import { systemChance } from '../../src/kernel/system-chance.gateway.js'
import { systemClock } from '../../src/kernel/system-clock.gateway.js'
import { type CompareCount } from '../../src/registry/comparison/compare-registry.js'
import { sendersFrom } from '../../src/registry/signed-batches/feed-senders.js'
import { wireFeedBatches } from '../../src/registry/signed-batches/feed-batches.wire.js'
import { wireRegistry } from '../../src/registry/registry.wire.js'
import { openVault } from '../../src/vault/vault.gateway.js'
import { keys, registryOn, vault } from '../archive.js'
import { answerQuestions } from './process.js'

export type RegistryWork =
  | { kind: 'import'; url: string; file: string; senders: unknown; manifest: string; jws: string }
  /** Begins to import people of a world of its own, and does not end by itself. */
  | { kind: 'importOn'; url: string; seed: number }
  /** How many lines that has recorded. */
  | { kind: 'recorded' }
  | { kind: 'compare'; url: string; file: string }
  | { kind: 'reseal'; url: string }

export interface Worked {
  seconds: number
  /** Lines, values: whatever the work goes through. */
  done: number
  /** Most bytes that this process ever held in memory. */
  resident: number
}
export type Compared = Worked & { count: CompareCount; acts: number }

const NONE = () => undefined
const SILENT = { refused: NONE, released: NONE, resumed: NONE, advanced: NONE, looked: NONE, read: NONE }
let recorded = 0

answerQuestions(async (work: RegistryWork): Promise<unknown> => {
  switch (work.kind) {
    case 'import':
      return measured(() => importBatch(work))
    case 'importOn':
      return importOn(work.url, work.seed)
    case 'recorded':
      return recorded
    case 'compare':
      return compare(work.url, work.file)
    case 'reseal':
      return measured(() => reseal(work.url))
  }
})

async function measured(work: () => Promise<number>): Promise<Worked> {
  const start = performance.now()
  const done = await work()
  const seconds = (performance.now() - start) / 1000
  return { seconds, done, resident: mostResident() }
}

/** Linux keeps it for the program alone; elsewhere what is known counts the moment before it was started, too. */
function mostResident(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return Number(kilobytes) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}

async function importBatch({ url, file, senders, manifest, jws }: RegistryWork & { kind: 'import' }) {
  const { database, registry } = registryOn(url)
  const batches = wireFeedBatches({
    database,
    vault,
    clock: systemClock,
    chance: systemChance,
    log: NONE,
    intake: { senders: sendersFrom(senders), bodyLimit: 1 },
    importFeed: registry.importFeed,
  })
  try {
    const signed = { bytes: Buffer.from(manifest, 'base64'), jws }
    const { kind, receipt } = await batches.receiveFile(file, signed, SILENT)
    if (kind !== 'accepted' || receipt.state !== 'applied') throw new Error(`a batch is ${kind}`)
    return receipt.applied
  } finally {
    await database.close()
  }
}

async function importOn(url: string, seed: number): Promise<number> {
  const { registry } = registryOn(url)
  const advanced = (lines: number) => (recorded += lines)
  void registry.importFeed(linesIn(endless(seed)), { ...SILENT, advanced })
  while (recorded === 0) await pause(50)
  return recorded
}

async function* endless(seed: number): AsyncGenerator<Buffer> {
  for (const chunk of worldFeed({ seed, from: 0, persons: 5_000_000 })) {
    yield Buffer.from(chunk)
    await pause(0)
  }
}

async function compare(url: string, file: string): Promise<Compared> {
  const { database, registry } = registryOn(url)
  const advanced = { lines: 0, acts: 0 }
  let count: CompareCount | undefined
  const worked = await measured(async () => {
    count = await registry.compareRegistry(linesIn(createReadStream(file)), {
      refused: NONE,
      differs: NONE,
      advanced: (of, more) => (advanced[of] += more),
    })
    return advanced.lines
  })
  await database.close()
  if (!count) throw new Error('a comparison that counted nothing')
  return { ...worked, count, acts: advanced.acts }
}

/** Everything that the registry sealed, under a new key that changes no look-up code. */
async function reseal(url: string): Promise<number> {
  const database = openPostgres({ url, role: 'attesta_resealer', connections: 1 })
  const sealing = { ...keys.sealing, bench: systemChance.bytes(32) }
  const rotated = { ...keys, current: 'bench', sealing }
  const given = { vault: openVault(rotated, systemChance), clock: systemClock, chance: systemChance }
  const { sealedColumns } = wireRegistry({ database, ...given })
  let done = 0
  await resealAll(sealedColumns, database, {
    size: 500,
    isStopped: () => false,
    tell: (progress) => (done += progress.done),
  })
  await database.close()
  return done
}
