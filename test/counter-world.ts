import { type App, serveApp, wireApp } from '../src/app.js'
import { type Database, type Session, statement } from '../src/db/database.js'
import { type Method } from '../src/identity/authenticated-person.js'
import { type CodiceFiscale } from '../src/kernel/codice-fiscale.js'
import { dump, sung } from './canaries.js'
import { testToolkit } from './toolkit.js'
import { type Answer, fieldsOf } from './visitor.js'
import { entered } from './entered.js'

export const ELVIRA = 'TSSLVR61B54A944Q' as CodiceFiscale
export const IVANA = 'SRTVNI72P70A944A' as CodiceFiscale
export const PATRONATO = { id: 'patronato', name: 'Patronato di Vallechiara', smsLabel: 'Patronato' }

const AUDITED = statement(
  'test.counterAudit',
  `select id, kind, person, attestation, organisation, purpose, method, level, sealed_detail from audit_event
   where kind like 'attestation.%' or kind like 'counter.%' order by seq`,
)

export interface CounterAudit {
  kind: string
  person: string | null
  organisation: string | null
  purpose: string | null
  method: string | null
  level: number | null
  detail: Record<string, string>
}

/** Elvira with a definitive judgement and no QR; Ivana, clerk of a patronato, at the real pages. */
export async function counterWorld(database: Database, { dailyLimit = 60 }: { dailyLimit?: number } = {}) {
  const toolkit = { ...testToolkit(database), counter: { dailyLimit } }
  const { vault, chance, clock } = toolkit
  const wired: App = wireApp(toolkit)
  await wired.audit.makeRoom()
  const { app } = await serveApp(wired, toolkit)

  const feed = async (type: string, data: object, who = ELVIRA, occurredAt = '2021-03-15T10:00:00+01:00') => {
    const text = JSON.stringify({ id: chance.uuid(), type, occurredAt, codiceFiscale: who, data })
    const { refusals } = await wired.registry.recordFeed([{ line: 1, text }])
    if (refusals[0]) throw new TypeError(`${refusals[0].field}: ${refusals[0].reason}`)
  }
  const register = { nome: 'Elvira', cognome: 'Tassoni', dataNascita: '1961-02-14' }
  await feed('persona.registrata', register)
  await feed('verbale.definito', {
    protocollo: 'P-1',
    procedura: 'primaIstanza',
    dataVisita: '2021-03-01',
    dataDefinizione: '2021-03-15',
    giudizi: [{ area: 'invaliditaCivile', codice: 'CIV-100A', percentuale: 100, dal: '2021-03-01' }],
  })
  const enrolled = await wired.organisation.importFile(
    JSON.stringify({ bodies: [{ ...PATRONATO, clerks: [IVANA] }] }),
  )
  if (enrolled.kind === 'refused') throw new TypeError(enrolled.faults[0]?.reason)

  /** Somebody who has logged in by that method. */
  const enter = async (codiceFiscale: CodiceFiscale = IVANA, method: Method = 'cie') => {
    const isElvira = codiceFiscale === ELVIRA
    const names = isElvira ? { nome: 'Elvira', cognome: 'Tassoni' } : { nome: 'Ivana', cognome: 'Sartori' }
    const login = { method, level: method === 'cns' ? 3 : 2, provider: 'Prova', at: clock.now() } as const
    const person = { codiceFiscale, ...names, ...login }
    return entered(app, toolkit, { person, returnTo: { kind: isElvira ? 'ownPages' : 'counter' } })
  }
  return {
    ...toolkit,
    wired,
    app,
    feed,
    enter,
    audited: async (): Promise<CounterAudit[]> => {
      const rows = await database.query<CounterAudit & { id: string; sealed_detail: Buffer | null }>(AUDITED)
      return rows.map(({ id, sealed_detail, ...row }) => ({
        ...row,
        detail: sealed_detail
          ? (JSON.parse(vault.open({ table: 'audit_event', row: id }, sealed_detail)) as Record<
              string,
              string
            >)
          : {},
      }))
    },
    inUse: async () => {
      const { start } = await wired.registry.findDossierByCode(ELVIRA)
      return wired.attestation.findActive(start === undefined ? [] : [start])
    },
  }
}

export type ClerkVisitor = Awaited<ReturnType<Awaited<ReturnType<typeof counterWorld>>['enter']>>

export const DOCUMENT = {
  tipo: 'identityCard',
  numero: 'CA 12345 AB',
  ente: 'Comune di Vallechiara',
  scade: '31/12/2030',
}
export const MANDATE = { nota: 'heard', modulo: 'M-2026/117', presente: '1' }

/** Types a codice fiscale and sends it. */
export async function lookUp(clerk: ClerkVisitor, codiceFiscale: string = ELVIRA): Promise<Answer> {
  const { once = '' } = fieldsOf(await clerk.get('/sportello'))
  return clerk.send('/sportello', { once, codiceFiscale })
}

/** The whole journey up to what is done; gives the answer to the last form, and the service's id. */
export async function serve(
  clerk: ClerkVisitor,
  atto: string,
  codiceFiscale: string = ELVIRA,
): Promise<{ servizio: string; end: Answer }> {
  const first = await clerk.follow(await clerk.follow(await lookUp(clerk, codiceFiscale)))
  const { servizio = '' } = fieldsOf(first)
  await clerk.send('/sportello/documento', { servizio, ...DOCUMENT })
  await clerk.send('/sportello/richiesta', { servizio, atto })
  if (atto === 'issue') await clerk.send('/sportello/mostra', { servizio, mostra: 'only' })
  await clerk.send('/sportello/mandato', { servizio, ...MANDATE })
  return { servizio, end: await clerk.send('/sportello/conferma', { servizio }) }
}

/** Which of these words a copy of the whole database holds, in text or in bytes. */
export async function canariesIn(database: Session, words: string[]): Promise<string[]> {
  return sung(words, await dump(database))
}
