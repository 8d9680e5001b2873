import assert from 'node:assert/strict'
import { serveApp, wireApp } from '../src/app.js'
import { type Database } from '../src/db/database.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { onBothEngines } from './databases.js'
import { testToolkit } from './toolkit.js'
import { entered } from './entered.js'

const ANNA = 'BLLGNS72C58A944L' as CodiceFiscale
const BICE = 'DLMDNL57L62D969A' as CodiceFiscale
const ACTING = { method: 'spid', level: 2 } as const

/** Two people with a judgement and a QR each, who are found to be one and parted again, on the whole service. */
async function twoPeople(database: Database) {
  const toolkit = testToolkit(database)
  const { chance, clock } = toolkit
  const app = wireApp(toolkit)
  await app.audit.makeRoom()
  const web = await serveApp(app, toolkit)
  const record = async (
    type: string,
    codiceFiscale: string,
    data: object,
    at = '2020-01-10T09:00:00+01:00',
  ) => {
    const id = chance.uuid()
    const text = JSON.stringify({ id, type, occurredAt: at, codiceFiscale, data })
    assert.deepEqual((await app.registry.recordFeed([{ line: 1, text }])).refusals, [])
    return id
  }
  const issue = async (codiceFiscale: CodiceFiscale) => {
    await app.attestation.readNotice({ codiceFiscale })
    const issued = await app.attestation.issue({ codiceFiscale, shows: 'which', acting: ACTING })
    assert.ok(issued.kind === 'issued', issued.kind)
    return issued.attestation.token
  }
  const enter = (codiceFiscale: CodiceFiscale) => {
    const login = { method: 'spid', level: 2, provider: 'Prova', at: clock.now() } as const
    const person = { codiceFiscale, nome: 'N', cognome: 'C', ...login }
    return entered(web.app, toolkit, { person, returnTo: { kind: 'ownPages' } })
  }
  for (const [code, area, codice] of [
    [ANNA, 'handicap', 'H-3'],
    [BICE, 'invaliditaCivile', 'CIV-34'],
  ] as const) {
    await record('persona.registrata', code, { nome: 'N', cognome: 'C', dataNascita: '1960-01-01' })
    const day = '2019-12-01'
    const days = { dataVisita: day, dataDefinizione: day, giudizi: [{ area, codice, dal: day }] }
    await record('verbale.definito', code, { protocollo: `P-${codice}`, procedura: 'primaIstanza', ...days })
  }
  let merge = ''
  return {
    issue,
    /** A scan's answer, and its categories. */
    scan: async (token: string, codiceFiscale: string) => {
      const payload = { token, codiceFiscale }
      const { body } = await web.app.inject({ method: 'POST', url: '/api/v1/verifications', payload })
      const { answer, categories } = JSON.parse(body) as { answer: string; categories?: string[] }
      return [answer, ...(categories ?? [])].join(' ')
    },
    join: async () => {
      const [at, data] = ['2026-01-10T09:00:00+01:00', { nuovoCodiceFiscale: BICE }]
      merge = await record('persona.codiceFiscaleVariato', ANNA, data, at)
    },
    part: () => record('evento.annullato', BICE, { evento: merge, motivo: 'm' }, '2026-02-10T09:00:00+01:00'),
    /** A degree shown to an operator, as a disclosure writes it. */
    disclose: async (codiceFiscale: CodiceFiscale, operator: string) => {
      const { start } = await app.registry.findDossierByCode(codiceFiscale)
      assert.ok(start !== undefined)
      const detail = { operator, body: 'Ente', purpose: 'Prova', reference: operator }
      await app.audit.record({ kind: 'disclosure.shown', person: start, fieldsShown: ['judgement'], detail })
    },
    checksOf: async (codiceFiscale: CodiceFiscale) =>
      (await (await enter(codiceFiscale)).get('/controlli')).body,
    close: () => web.app.close(),
  }
}

onBothEngines(
  'nobody’s list of checks shows another’s entry after two codes were joined and parted again',
  async (_t, database) => {
    const { issue, disclose, checksOf, scan, join, part, close } = await twoPeople(database)
    const named = (code: CodiceFiscale) =>
      ['Aldo', 'Bruno', 'Carlo', 'Diego'].filter((name) => list.get(code)?.includes(name))
    const list = new Map<CodiceFiscale, string>()
    const scans = (code: CodiceFiscale) => list.get(code)?.match(/risult|riconosciut/gi)?.length ?? 0
    const look = async () => {
      for (const code of [ANNA, BICE]) list.set(code, await checksOf(code))
      return [named(ANNA), named(BICE)]
    }
    const token = await issue(ANNA)
    await disclose(ANNA, 'Aldo')
    await disclose(BICE, 'Bruno')
    assert.deepEqual(await look(), [['Aldo'], ['Bruno']])
    assert.equal(await scan(token, ANNA), 'recognised handicap')
    await look()
    const [ofAnna, ofBice] = [scans(ANNA), scans(BICE)]
    assert.ok(ofAnna > ofBice, 'the scan is in one list only')

    await join()
    await disclose(ANNA, 'Carlo')
    await disclose(BICE, 'Diego')
    const all = ['Aldo', 'Bruno', 'Carlo', 'Diego']
    assert.deepEqual(await look(), [all, all], 'one person has one list')

    await part()
    assert.deepEqual(await look(), [
      ['Aldo', 'Carlo'],
      ['Bruno', 'Diego'],
    ])
    assert.deepEqual([scans(ANNA), scans(BICE)], [ofAnna, ofBice])
    await close()
  },
)

onBothEngines(
  'the old QR leads to the right person or fails closed, while two codes are one and after they were parted',
  async (_t, database) => {
    const { issue, scan, join, part, close } = await twoPeople(database)
    const [annas, bices] = [await issue(ANNA), await issue(BICE)]
    const answers = async (token: string) => [await scan(token, ANNA), await scan(token, BICE)]
    const apart = [
      ['recognised handicap', 'notValid'],
      ['notValid', 'recognised invaliditaCivile'],
    ]
    assert.deepEqual([await answers(annas), await answers(bices)], apart)

    await join()
    const both = 'recognised invaliditaCivile handicap'
    for (const token of [annas, bices])
      assert.deepEqual(await answers(token), [both, both], 'each old print is of the one person')

    await part()
    assert.deepEqual([await answers(annas), await answers(bices)], apart)
    await close()
  },
)

onBothEngines(
  'a QR issued while two codes were one leads to whoever asked for it, and to nobody else, once they are parted',
  async (_t, database) => {
    const { issue, scan, join, part, close } = await twoPeople(database)
    await join()
    const token = await issue(BICE)
    await part()
    assert.deepEqual(
      [await scan(token, BICE), await scan(token, ANNA)],
      ['recognised invaliditaCivile', 'notValid'],
    )
    await close()
  },
)
