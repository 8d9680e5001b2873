import { answerOf } from '../src/identity/demo/spid-answer.gateway.js'
import { SPID_CASES } from '../src/identity/demo/spid-cases.js'
import { writeResponse } from '../src/identity/demo/spid-template.js'
import { makeCertificate } from '../src/identity/spid/make-certificate.gateway.js'
import { readResponse } from '../src/identity/spid/read-response.gateway.js'
import { brokenByAssertion, brokenByResponse, type Expected } from '../src/identity/spid/response-rules.js'
import { type SpidKeys } from '../src/identity/spid/spid-settings.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { type RunningDemo, runDemo } from '../test/service.js'
import { atMost, type Figure, median, percentile, thousands } from './figures.js'

const PROVIDER = 'https://fornitore.example'
const SERVICE = 'https://attesta.example'
const SIZES = [8, 16, 32, 60]
const ROUNDS = 60
/** Strangers that post bad answers at once, one after the other each. */
const STRANGERS = 4
const SCANS = 100

/** What the answer of a SPID provider costs to check, whole or forged, and what a flood of them does to a scan. */
export async function benchIdentity(): Promise<Figure[]> {
  return [...(await checking()), ...(await flooding())]
}

async function checking(): Promise<Figure[]> {
  const keys = await newKeys()
  const figures: Figure[] = []
  const perKilobyte: number[] = []
  for (const size of SIZES) {
    const field = answerOfSize(size, keys)
    const times: number[] = []
    for (let round = 0; round < ROUNDS + 20; round += 1) {
      const started = performance.now()
      check(field, keys)
      if (round >= 20) times.push(performance.now() - started)
    }
    perKilobyte.push(median(times) / size)
    const measured = `p50 ${thousands(median(times), 2)} ms, p99 ${thousands(percentile(times, 99), 2)} ms`
    figures.push({ name: 'identity', what: `a SPID answer of ${String(size)} KiB, checked`, measured })
  }
  const [first = NaN] = perKilobyte
  const worst = Math.max(...perKilobyte)
  const growth = { name: 'identity', what: 'a KiB of the dearest size : a KiB of the smallest' }
  const each = perKilobyte.map((value) => thousands(value * 1000)).join(', ')
  return [...figures, { ...growth, measured: `${each} µs a KiB`, ...atMost(worst / first, 2) }]
}

function newKeys(): Promise<SpidKeys> {
  const asked = { commonName: 'misura', organisation: 'misura', ipaCode: 'm', entityId: PROVIDER }
  return makeCertificate(
    { ...asked, place: 'Roma', years: 1 },
    { now: systemClock.now(), chance: systemChance, bits: 2048 },
  )
}

function expected(): Expected {
  const now = systemClock.now()
  const asked = { requestId: '_q', requestedAt: now, provider: PROVIDER, now, level: 2 } as const
  return { ...asked, assertionConsumer: `${SERVICE}/spid/acs`, entityId: SERVICE }
}

/** An answer with so many attributes that it is about as large. */
function answerOfSize(kibibytes: number, provider: SpidKeys): string {
  const now = systemClock.now()
  const many = Math.max(0, Math.floor((kibibytes * 1024 - 7200) / 260))
  const padding = Object.fromEntries(
    Array.from({ length: many }, (_, index) => [`altro${String(index).padStart(4, '0')}`, 'x'.repeat(80)]),
  )
  const text = writeResponse({
    ...{ id: '_r', assertionId: '_a', nameId: '_n', now, provider: PROVIDER, requestId: '_q', level: 2 },
    ...{ assertionConsumer: `${SERVICE}/spid/acs`, audience: SERVICE },
    attributes: { name: 'Elvira', familyName: 'Tassoni', fiscalNumber: 'TINIT-TSSLVR61B54A944Q', ...padding },
  })
  const answered = answerOf(SPID_CASES[0]!, { text, now, requestedAt: now, provider, stranger: provider })
  return Buffer.from(answered).toString('base64')
}

function check(field: string, { certificates }: SpidKeys): void {
  const response = readResponse(field)
  const assertion = response?.assertionSignedBy(certificates)
  if (!response || assertion === undefined || typeof assertion === 'string') throw new Error('not read')
  const broken = brokenByResponse(response.facts, expected()) ?? brokenByAssertion(assertion, expected())
  if (broken !== undefined) throw new Error(`broken: ${broken}`)
}

/** Scans one after the other, alone and while strangers with a login of their own post forged answers, in turns. */
async function flooding(): Promise<Figure[]> {
  const service = await runDemo()
  try {
    const bad = answerOfSize(60, await newKeys())
    const [alone, flooded]: [number[], number[]] = [[], []]
    await scans(service, SCANS)
    let answered = 0
    for (let turn = 0; turn < 3; turn += 1) {
      alone.push(...(await scans(service, SCANS)))
      const flood = startFlood(service, bad)
      flooded.push(...(await scans(service, SCANS)))
      answered += await flood.stop()
    }
    const ratio = median(flooded) / median(alone)
    const measured = `p50 ${thousands(median(alone), 2)} → ${thousands(median(flooded), 2)} ms, p99 ${thousands(percentile(alone, 99), 2)} → ${thousands(percentile(flooded, 99), 2)} ms, ${String(answered)} forged`
    return [
      {
        name: 'identity',
        what: 'a scan in a flood of forged answers : a scan alone',
        measured,
        ...atMost(ratio, 2),
      },
    ]
  } finally {
    await service.close()
  }
}

async function scans({ baseUrl }: RunningDemo, count: number): Promise<number[]> {
  const body = JSON.stringify({ token: '0'.repeat(32), codiceFiscale: 'TSSLVR61B54A944Q' })
  const times: number[] = []
  for (let scan = 0; scan < count; scan += 1) {
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

function startFlood({ baseUrl }: RunningDemo, bad: string): { stop: () => Promise<number> } {
  let [isOver, count] = [false, 0]
  const ended = () => isOver
  const stranger = async () => {
    const begun = await fetch(`${baseUrl}/spid/entra?idp=${encodeURIComponent(`${baseUrl}/demo/spid/alba`)}`)
    const cookie = begun.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ')
    await begun.text()
    while (!ended()) {
      const answer = await fetch(`${baseUrl}/spid/acs`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
        body: new URLSearchParams({ SAMLResponse: bad, RelayState: '' }).toString(),
      })
      await answer.text()
      count += 1
    }
  }
  const all = Promise.all(Array.from({ length: STRANGERS }, stranger))
  return {
    stop: async () => {
      isOver = true
      await all
      return count
    },
  }
}
