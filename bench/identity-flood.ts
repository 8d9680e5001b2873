import { type World } from './archive.js'
import { attest } from './attest.js'
import { atMost, type Figure, median, percentile, thousands } from './figures.js'
import { startWorker, type Worker } from './processes/process.js'
import { type StrangersQuestion } from './processes/strangers.js'
import { answerOfSize, newKeys } from './spid-answers.js'

const PEOPLE = 2_000
const STRANGERS = 4
const SCANS = 150
const TURNS = 5

/** Scans one after the other, alone and in a flood of forged answers, in turns; all three in processes of their own. */
export async function scansInAFlood(world: World): Promise<Figure[]> {
  const archive = await world.archive('flood')
  await world.fill(archive, PEOPLE)
  const bodies = (await attest(archive, PEOPLE, SCANS)).map(({ body }) => body)
  const [server, strangers] = [startWorker('spid-server.ts'), startWorker('strangers.ts')]
  try {
    const baseUrl = await server.ask<string>({ url: archive.url })
    await scans(baseUrl, bodies)
    const flood = (withLogins: boolean, what: string) =>
      compare({ strangers, baseUrl, bodies, withLogins, what })
    return [
      await flood(true, 'a scan in a flood of forged answers to logins begun for it : a scan alone'),
      await flood(false, 'a scan in a flood of answers that no login waits for : a scan alone'),
    ]
  } finally {
    server.end()
    strangers.end()
  }
}

interface Compared {
  strangers: Worker
  baseUrl: string
  bodies: string[]
  withLogins: boolean
  what: string
}

async function compare({ strangers, baseUrl, bodies, withLogins, what }: Compared): Promise<Figure> {
  const ask = <Answer>(question: StrangersQuestion) => strangers.ask<Answer>(question)
  const keys = await newKeys()
  const [alone, flooded]: [number[], number[]] = [[], []]
  let [answered, seconds] = [0, 0]
  for (let turn = 0; turn < TURNS; turn += 1) {
    alone.push(...(await scans(baseUrl, bodies)))
    const forged = answerOfSize(31, keys, { provider: `${baseUrl}/demo/spid/alba`, service: baseUrl })
    await ask({ kind: 'flood', baseUrl, strangers: STRANGERS, forged, withLogins })
    const started = performance.now()
    flooded.push(...(await scans(baseUrl, bodies)))
    answered += (await ask<{ answered: number }>({ kind: 'end' })).answered
    seconds += (performance.now() - started) / 1000
  }
  const of = (times: number[]) =>
    `p50 ${thousands(median(times), 2)}, p99 ${thousands(percentile(times, 99), 2)}`
  return {
    name: 'identity',
    what,
    measured: `${of(flooded)} : ${of(alone)} ms; ${thousands(answered / seconds)} forged/s`,
    ...atMost(median(flooded) / median(alone), 2),
  }
}

async function scans(baseUrl: string, bodies: string[]): Promise<number[]> {
  const times: number[] = []
  for (const body of bodies) {
    const started = performance.now()
    const answer = await fetch(`${baseUrl}/api/v1/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    await answer.text()
    times.push(performance.now() - started)
  }
  return times
}
