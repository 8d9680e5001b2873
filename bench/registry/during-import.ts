import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { systemChance } from '../../src/kernel/system-chance.gateway.js'
import { testSender, type TestSender } from '../../test/feed-door.js'
import { type World } from '../archive.js'
import { attest } from '../attest.js'
import { atMost, type Figure, median, percentile, spread, thousands } from '../figures.js'
import { codeOf } from '../people.js'
import { type LoadOrder, type LoadResult } from '../processes/load.js'
import { startWorker, type Worker } from '../processes/process.js'
import { type RegistryWork } from '../processes/registry.js'
import { type ServerQuestion } from '../processes/server.js'

const PEOPLE = 2000
/** Of them, those who are told to have died while an import runs. */
const DEATHS = 50
const ROUNDS = 3
const SECONDS = 5
/** Checks a second: a tenth of the plan for the whole country. At full load every wait would be that for a processor. */
const RATE = 100
const CONNECTIONS = 8

interface Measured {
  /** p99 of level-1 checks, in milliseconds. */
  quiet: number[]
  during: number[]
  /** Checks that were not answered with 200. */
  failed: number
  /** What the imports recorded meanwhile, and for how long. */
  lines: number
  seconds: number
}

/** What an endless import in another process does to scans, and how soon an urgent event is in them all the same. */
export async function benchDuringImport(world: World, folder: string): Promise<Figure[]> {
  const archive = await world.archive('during')
  await world.fill(archive, PEOPLE)
  const bodies = await attest(archive, PEOPLE, PEOPLE)
  const sender = await testSender('urgent')
  const senders = join(folder, 'senders.json')
  await writeFile(senders, JSON.stringify({ urgent: { keys: sender.senders.get('urgent') } }))
  const [server, generator] = [startWorker('server.ts'), startWorker('load.ts')]
  let importer: Worker | undefined
  const measured: Measured = { quiet: [], during: [], failed: 0, lines: 0, seconds: 0 }
  try {
    const question: ServerQuestion = { kind: 'service', url: archive.url, senders }
    const origin = `http://127.0.0.1:${String(await server.ask<number>(question))}`
    const scans = bodies.filter(({ person }) => person >= DEATHS).map(({ body }) => body)
    const load = async (of: 'quiet' | 'during', seconds = SECONDS) => {
      const { p99, failed } = await generator.ask<LoadResult>(orderOf(origin, scans, seconds))
      measured[of].push(p99)
      measured.failed += failed
    }
    await load('quiet', 2)
    measured.quiet.pop()
    for (let round = 0; round < ROUNDS; round++) {
      await load('quiet')
      importer = startWorker('registry.ts')
      const begun = await importer.ask<number>(importOf(archive.url, round))
      const start = performance.now()
      await load('during')
      measured.seconds += (performance.now() - start) / 1000
      measured.lines += (await importer.ask<number>(RECORDED)) - begun
      if (round < ROUNDS - 1) importer.end()
    }
    const dying = bodies.filter(({ person }) => person < DEATHS)
    const urgent = await tellDeaths(origin, sender, dying)
    return figuresOf(measured, urgent)
  } finally {
    for (const worker of [server, generator, importer]) worker?.end()
  }
}

function orderOf(origin: string, bodies: string[], seconds: number): LoadOrder {
  const url = `${origin}/api/v1/verifications`
  return { url, seconds, connections: CONNECTIONS, rate: RATE, bodies }
}

const RECORDED: RegistryWork = { kind: 'recorded' }

/** People of a world that the archive has not yet. */
function importOf(url: string, round: number): RegistryWork {
  return { kind: 'importOn', url, seed: 100 + round }
}

/** Each death sent as a signed batch of one line, and asked for at once: milliseconds from sending to the right answer. */
async function tellDeaths(
  origin: string,
  sender: TestSender,
  dying: { person: number; body: string }[],
): Promise<number[]> {
  const times: number[] = []
  for (const { person, body } of dying) {
    const { bytes, signed } = await sender.next(deathOf(person))
    const start = performance.now()
    const taken = await fetch(`${origin}/api/v1/feed`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-ndjson',
        'feed-manifest': signed.bytes.toString('base64url'),
        'feed-signature': signed.jws,
      },
      body: bytes,
    })
    if (taken.status !== 202) throw new Error(`an urgent event got ${String(taken.status)}`)
    while ((await scan(origin, body)) !== 'notValid') await pause(5)
    times.push(performance.now() - start)
    await pause(50)
  }
  return times
}

async function scan(origin: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${origin}/api/v1/verifications`, { method: 'POST', headers, body })
  return ((await answer.json()) as { answer: string }).answer
}

function deathOf(person: number): string {
  const event = {
    id: systemChance.uuid(),
    type: 'persona.deceduta',
    occurredAt: '2026-01-12T09:00:00+01:00',
    codiceFiscale: codeOf(person),
    data: { data: '2026-01-10' },
  }
  return `${JSON.stringify(event)}\n`
}

function figuresOf({ quiet, during, failed, lines, seconds }: Measured, urgent: number[]): Figure[] {
  const latest = percentile(urgent, 99)
  return [
    {
      name: 'registry',
      what: `level-1 check, p99 at ${String(RATE)} a second: during an import (${thousands(lines / seconds)} lines/s) ÷ quiet; ${thousands(failed)} not answered`,
      measured: `${spread(during)} ÷ ${spread(quiet)} ms`,
      ...atMost(median(during) / median(quiet), 3),
    },
    {
      name: 'registry',
      what: `urgent event to visible answer during an import, ${thousands(urgent.length)} events: p50, p99`,
      measured: `${thousands(percentile(urgent, 50))}, ${thousands(latest)} ms`,
      goal: { text: 'p99 ≤ 1,000 ms', met: latest <= 1000 },
    },
  ]
}
