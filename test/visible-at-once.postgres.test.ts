import assert from 'node:assert/strict'
import { type App, serveApp, wireApp } from '../src/app.js'
import { type Database } from '../src/db/database.js'
import { openPostgres } from '../src/db/postgres.gateway.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { systemClock } from '../src/kernel/system-clock.gateway.js'
import { postgres, testOn } from './databases.js'
import { worldText } from './invented-world.js'
import { testToolkit } from './toolkit.js'

const PEOPLE = 30
const ACTING = { method: 'spid', level: 2 } as const

interface Holder {
  codiceFiscale: CodiceFiscale
  token: string
  protocollo: string
}

/** A service of its own, with its own connections, as behind a load balancer. */
async function service(database: Database) {
  // The machine's clock: what was recorded now must be known now.
  const toolkit = { ...testToolkit(database), clock: systemClock }
  const app = wireApp(toolkit)
  const web = await serveApp(app, toolkit)
  const scan = async ({ token, codiceFiscale }: Holder) => {
    const payload = { token, codiceFiscale }
    const answer = await web.app.inject({ method: 'POST', url: '/api/v1/verifications', payload })
    return answer.json<{ answer: string }>().answer
  }
  return { app, scan, close: () => web.app.close() }
}

const event = (type: string, codiceFiscale: string, data: object) => ({
  line: 1,
  text: JSON.stringify({
    ...{ id: systemChance.uuid(), type, occurredAt: new Date(systemClock.now()).toISOString() },
    ...{ codiceFiscale, data },
  }),
})

/** People with an attestation each: their codes are those of the invented world, their acts ours. */
async function holders(app: App): Promise<Holder[]> {
  const codes = [
    ...new Set([...worldText({ persons: 60 }).matchAll(/"codiceFiscale":"(\w+)"/g)].map(([, code]) => code)),
  ]
  const found: Holder[] = []
  for (const code of codes.slice(0, PEOPLE)) {
    const codiceFiscale = code as CodiceFiscale
    const protocollo = `VIS-${String(found.length)}`
    const dal = '2019-12-01'
    const giudizi = [{ area: 'handicap', codice: 'H-3', dal }]
    await app.registry.recordFeed([
      event('persona.registrata', codiceFiscale, { nome: 'N', cognome: 'C', dataNascita: '1960-01-01' }),
      event('verbale.definito', codiceFiscale, {
        ...{ protocollo, procedura: 'primaIstanza', dataVisita: dal, dataDefinizione: dal, giudizi },
      }),
    ])
    await app.attestation.readNotice({ codiceFiscale })
    const issued = await app.attestation.issue({ codiceFiscale, shows: 'only', acting: ACTING })
    assert.ok(issued.kind === 'issued')
    found.push({ codiceFiscale, token: issued.attestation.token, protocollo })
  }
  return found
}

testOn(
  postgres,
  'T45 a revocation, an annulment and a death told to one instance are in the next scan of another, within a second',
  async (_t, database, { server }) => {
    assert.ok(server)
    const other = openPostgres({ url: server.url, role: 'attesta_app' })
    const [one, two] = [await service(database), await service(other)]
    await one.app.audit.makeRoom()
    const told: Record<string, (holder: Holder) => Promise<unknown>> = {
      revocation: ({ codiceFiscale }) => one.app.attestation.revoke({ codiceFiscale, acting: ACTING }),
      annulment: ({ codiceFiscale, protocollo }) =>
        one.app.registry.recordFeed([
          event('verbale.annullato', codiceFiscale, { protocollo, data: '2020-01-10' }),
        ]),
      death: ({ codiceFiscale }) =>
        one.app.registry.recordFeed([event('persona.deceduta', codiceFiscale, { data: '2026-01-10' })]),
    }
    const answers: Record<string, string> = {
      revocation: 'notValid',
      annulment: 'notVerifiable',
      death: 'notValid',
    }
    try {
      let slowest = 0
      for (const [index, holder] of (await holders(one.app)).entries()) {
        const kind = Object.keys(told)[index % 3] ?? ''
        // Whatever an instance could keep from an earlier scan, it keeps now.
        for (const { scan } of [one, two, two]) assert.equal(await scan(holder), 'recognised')
        const begun = performance.now()
        await told[kind]?.(holder)
        const seen = await two.scan(holder)
        slowest = Math.max(slowest, performance.now() - begun)
        assert.equal(seen, answers[kind], kind)
        assert.equal(await one.scan(holder), answers[kind], kind)
      }
      assert.ok(slowest < 1000, `${slowest.toFixed(0)} ms`)
    } finally {
      for (const { close } of [one, two]) await close()
      await other.close()
    }
  },
)
