import { wireAudit } from '../src/audit/audit.wire.js'
import { type Database, statement } from '../src/db/database.js'
import { type IdentityNeeds, wireIdentity } from '../src/identity/identity.wire.js'
import { type LoginEvent } from '../src/identity/login-event.js'
import { visitorOf } from '../src/identity/session.js'
import { openWebApp } from '../src/web/open-web-app.gateway.js'
import { formSchema } from '../src/web/server.gateway.js'
import { testToolkit } from './toolkit.js'
import { visitorOn } from './visitor.js'

export const ELVIRA = {
  codiceFiscale: 'TSSLVR61B54A944Q',
  nome: 'Elvira',
  cognome: 'Tassoni',
  note: 'SPID e CIE',
}
export const DARIO = {
  codiceFiscale: 'MNTDRA80A01H501S',
  nome: 'Dario',
  cognome: 'Montali',
  note: 'operatore',
}
export const NORA = {
  codiceFiscale: 'BNTNRO12D44F205D',
  nome: 'Nora',
  cognome: 'Bonetti',
  note: 'minore',
  pin: true,
}

const AUDITED = statement('test.audited', 'select kind, method, level from audit_event order by seq')

export interface IdentityWorld {
  pin?: IdentityNeeds['pin']
  baseUrl?: string
  spid?: IdentityNeeds['spid']
  cns?: IdentityNeeds['cns']
  /** The demonstration's CIE provider tells the time by the machine: who logs in by it says `rightNow()`. */
  at?: string
  cie?: NonNullable<IdentityNeeds['demo']>['cie']
  /** A federation other than the demonstration's. */
  federation?: IdentityNeeds['cie']
}

export const rightNow = () => new Date().toISOString()

/** The real edge with the real identity, and one page of somebody's own that only a session opens. */
export async function identityWorld(
  database: Database,
  {
    pin = 'off',
    baseUrl = 'http://localhost:3000',
    at,
    spid = { kind: 'demo' },
    cie = {},
    federation,
    cns,
  }: IdentityWorld = {},
) {
  const toolkit = testToolkit(database, at)
  const service = { ...toolkit.service, baseUrl }
  const audit = wireAudit(toolkit)
  const demo = { identities: [ELVIRA, DARIO, NORA], cie }
  const recorded: LoginEvent[] = []
  const auditOn: IdentityNeeds['auditOn'] = (session) => async (event) => {
    await audit.on(session)(event)
    recorded.push(event)
  }
  const identity = wireIdentity({ ...toolkit, service, pin, spid, demo, cie: federation, cns, auditOn })
  const app = await openWebApp({ ...toolkit, service, assets: new Map() })
  identity.routes(app)

  const sent: Record<string, string>[] = []
  const schema = { body: formSchema({ csrf: { maxLength: 64 }, parola: { maxLength: 20 } }) }
  const ownPages = { kind: 'ownPages' } as const
  app.get('/qr', async (request, reply) => {
    const session = await identity.requireHolder(request, reply)
    return { name: visitorOf(session).name, csrf: session.csrf, id: session.id, chosen: session.chosen }
  })
  app.post<{ Body: { parola?: string } }>('/qr/parola', { schema }, async (request, reply) => {
    await identity.sessions.require(request, reply, ownPages)
    sent.push({ parola: request.body.parola ?? '' })
    return { kind: 'sent' }
  })
  app.get('/grado', async (request, reply) => {
    const session = await identity.requireOperator(request, reply, { kind: 'operatorPages' })
    return { returnTo: session.returnTo, id: session.id }
  })
  app.get('/grado/tre', async (request, reply) => {
    const session = await identity.requireOperator(request, reply, { kind: 'operatorPages' })
    await identity.requireStepUp(reply, session, 3)
    return { level: session.person.level }
  })
  app.post('/v/grado', (request, reply) => identity.leadToDegree(request, reply, 'attestation-1'))

  return {
    ...toolkit,
    app,
    identity,
    sent,
    /** What was audited, with what is sealed in the table. */
    recorded,
    visitor: () => visitorOn(app),
    audited: () => database.query<{ kind: string; method: string; level: number }>(AUDITED),
  }
}
