import { type World } from './archive.js'
import { scansBesideSheets } from './document-scans.js'
import { atLeast, type Figure, median, percentile, spread, thousands } from './figures.js'
import { type Peer, type PeerDocuments, PEERS } from './processes/document-peers.js'
import { type Documents } from './processes/documents.js'
import { startWorker } from './processes/process.js'

const MB = 1024 * 1024
/** So many sheets in all; what is left behind by each shows over ten thousand (`BENCH_DOCUMENTS=10000`). */
const COUNT = Number(process.env['BENCH_DOCUMENTS'] ?? 3000)
const WARM = 2000
const ROUNDS = 5
const A_ROUND = { ours: 60, peers: 12 }

/** The sealed sheet: how long it takes, how large it is, what it leaves behind, and how others do beside it. */
export async function benchDocument(world: World): Promise<Figure[]> {
  return [...(await beside()), ...(await memory()), ...(await scansBesideSheets(world))]
}

async function beside(): Promise<Figure[]> {
  const worker = startWorker('documents.ts')
  const others = startWorker('document-peers.ts')
  try {
    await worker.ask<Documents>(300)
    const ours: Documents[] = []
    const theirs: Record<Peer, number[]> = { 'pdf-lib': [], pdfmake: [], Chromium: [] }
    const sizes: Record<Peer, number> = { 'pdf-lib': 0, pdfmake: 0, Chromium: 0 }
    for (const peer of PEERS) await others.ask<PeerDocuments>({ peer, count: 5 })
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await worker.ask<Documents>(A_ROUND.ours))
      for (const peer of PEERS) {
        const made = await others.ask<PeerDocuments>({ peer, count: A_ROUND.peers })
        theirs[peer].push(...made.milliseconds)
        sizes[peer] = median(made.bytes)
      }
    }
    return [
      ...own(ours),
      ...PEERS.map((peer) => compared(peer, theirs[peer], sizes[peer], ours)),
      fastest(theirs, ours),
    ]
  } finally {
    worker.end()
    others.end()
  }
}

function own(rounds: readonly Documents[]): Figure[] {
  const milliseconds = rounds.flatMap((each) => each.milliseconds)
  const bytes = rounds.flatMap((each) => each.bytes)
  const p50 = median(milliseconds)
  const cpu = rounds.reduce((sum, each) => sum + each.cpuMilliseconds, 0) / milliseconds.length
  return [
    {
      name: 'document',
      what: 'an A4 sheet, tagged and sealed: p50 and p99',
      measured: `${p50.toFixed(1)} ms, ${percentile(milliseconds, 99).toFixed(1)} ms; ${thousands(1000 / cpu)} a second of a core`,
      goal: { text: 'p50 ≤ 20 ms', met: p50 <= 20 },
    },
    {
      name: 'document',
      what: '  its bytes',
      measured: spread(bytes),
      goal: { text: '≤ 40 kB', met: Math.max(...bytes) <= 40_000 },
    },
  ]
}

function compared(
  peer: Peer,
  milliseconds: readonly number[],
  bytes: number,
  ours: readonly Documents[],
): Figure {
  const p50 = median(milliseconds)
  return {
    name: 'document',
    what: `  ${peer}, ${peer === 'Chromium' ? 'warm, printing the twin' : 'the same words, untagged'}, unsealed ÷ ours`,
    measured: `${p50.toFixed(1)} ms, ${percentile(milliseconds, 99).toFixed(1)} ms; ${thousands(bytes)} bytes`,
    ratio: p50 / median(ours.flatMap((each) => each.milliseconds)),
  }
}

function fastest(theirs: Record<Peer, number[]>, ours: readonly Documents[]): Figure {
  const best = Math.min(...PEERS.map((peer) => median(theirs[peer])))
  const own50 = median(ours.flatMap((each) => each.milliseconds))
  return {
    name: 'document',
    what: 'the fastest of the three ÷ ours',
    measured: `${best.toFixed(1)} ÷ ${own50.toFixed(1)} ms`,
    ...atLeast(best / own50, 3),
  }
}

async function memory(): Promise<Figure[]> {
  const worker = startWorker('documents.ts')
  try {
    let resident = (await worker.ask<Documents>(WARM)).resident
    const first = resident
    for (let made = WARM; made < COUNT; made += 1000) {
      resident = (await worker.ask<Documents>(Math.min(1000, COUNT - made))).resident
    }
    const grown = (resident - first) / MB
    return [
      {
        name: 'document',
        what: `resident memory after ${thousands(COUNT)} sheets and after ${thousands(WARM)}`,
        measured: `${thousands(resident / MB)} and ${thousands(first / MB)} MB`,
        goal: { text: 'within 20 MB', met: grown <= 20 },
      },
    ]
  } finally {
    worker.end()
  }
}
