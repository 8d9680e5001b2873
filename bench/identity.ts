import { judgeResponse } from '../src/identity/spid/judge-response.js'
import { readResponse } from '../src/identity/spid/read-response.gateway.js'
import { type SpidKeys } from '../src/identity/spid/spid-settings.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type World } from './archive.js'
import { atMost, type Figure, median, percentile, thousands } from './figures.js'
import { scansInAFlood } from './identity-flood.js'
import { answerOfSize, newKeys } from './spid-answers.js'

const PROVIDER = 'https://fornitore.example'
const SERVICE = 'https://attesta.example'
const SIZES = [8, 16, 24, 31]
const ROUNDS = 200
const WARMING = 20

/** What the answer of a SPID provider costs to check, and what floods of forged ones do to a scan. */
export async function benchIdentity(world: World): Promise<Figure[]> {
  return [...(await checking()), ...(await scansInAFlood(world))]
}

async function checking(): Promise<Figure[]> {
  const keys = await newKeys()
  const fields = SIZES.map((size) => {
    const text = answerOfSize(size, keys, { provider: PROVIDER, service: SERVICE })
    return Buffer.from(text).toString('base64')
  })
  const times = fields.map((): number[] => [])
  for (let round = 0; round < ROUNDS + WARMING; round += 1)
    for (const [index, field] of fields.entries()) {
      const started = performance.now()
      check(field, keys)
      if (round >= WARMING) times[index]?.push(performance.now() - started)
    }
  const figures = times.map((each, index): Figure => {
    const measured = `p50 ${thousands(median(each), 2)} ms, p99 ${thousands(percentile(each, 99), 2)} ms`
    return { name: 'identity', what: `a SPID answer of ${String(SIZES[index])} KiB, checked`, measured }
  })
  const perKilobyte = times.map((each, index) => median(each) / (SIZES[index] ?? NaN))
  const [first = NaN] = perKilobyte
  const growth = { name: 'identity', what: 'a KiB of the dearest size : a KiB of the smallest' }
  const each = perKilobyte.map((value) => thousands(value * 1000)).join(', ')
  return [
    ...figures,
    { ...growth, measured: `${each} µs a KiB`, ...atMost(Math.max(...perKilobyte) / first, 2) },
  ]
}

const judge = judgeResponse(readResponse)

function check(field: string, { certificates }: SpidKeys): void {
  const now = systemClock.now()
  const provider = {
    entityId: PROVIDER,
    name: 'misura',
    kind: 'spid' as const,
    singleSignOn: {},
    singleLogout: {},
    certificates,
  }
  const asked = { requestId: '_q', requestedAt: now, provider: PROVIDER, now, level: 2 } as const
  const expected = { ...asked, assertionConsumer: `${SERVICE}/spid/acs`, entityId: SERVICE }
  const verdict = judge({ field, waiting: [{ expected, provider }] })
  if (verdict.kind !== 'judged' || verdict.judged.kind !== 'vouched') throw new Error(JSON.stringify(verdict))
}
