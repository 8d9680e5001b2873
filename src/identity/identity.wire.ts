import { type Database, type Session as Db } from '../db/database.js'
import { type SealedColumn } from '../db/sealed-column.store.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Finding } from '../kernel/finding.js'
import { type Log } from '../kernel/log.js'
import { type Job } from '../jobs/job.js'
import { later } from '../kernel/instant.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type ServiceFacts } from '../web/page-context.js'
import { Refusal } from '../web/refusal.js'
import { type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type Method, METHODS } from './authenticated-person.js'
import { beginLogin } from './begin-login.js'
import { completeLogin, type CompleteLoginPorts } from './complete-login.js'
import { DEMO_ANSWER_LIFE, type DemoIdentity } from './demo/demo-person.js'
import { type DemoProviderRoutes, demoProviderRoutes } from './demo/demo-provider.routes.js'
import { insertDemoAnswer, spendDemoAnswer } from './demo/demo-provider.store.js'
import { sampleSessions } from './examination.store.js'
import { leavingRoutes } from './leaving.routes.js'
import { logOut } from './log-out.js'
import { drawSecret } from './login-attempt.js'
import { insertAttempt, spendAttempt } from './login-attempt.store.js'
import { type RecordLogin } from './login-event.js'
import { loginRoutes } from './login.routes.js'
import { type Completing } from './provider-answer.routes.js'
import { type CardPart, wireCard } from './cns/cns.wire.js'
import { type CardSettings } from './cns/card-settings.js'
import { type PinPart, wirePin } from './pin/pin.wire.js'
import { type Provider } from './provider.js'
import { sealedColumns } from './reseal.store.js'
import { type ReturnTo, type Session } from './session.js'
import { endSession, insertSession } from './session.store.js'
import { loginPathOf, openSessions, type Sessions } from './sessions.gateway.js'

export interface IdentityNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  service: ServiceFacts
  log: Log
  pin: 'off' | 'exemptHolders' | 'operatorsToo'
  /** The card; absent where its login is not offered. */
  cns: CardSettings | undefined
  /** Who can be logged in as, where the demo is on. */
  demo: { identities: DemoIdentity[] } | undefined
  auditOn: (session: Db) => RecordLogin
}

export interface Identity {
  sessions: Sessions
  /** The session of somebody on their own pages; without one the request is led to the login. */
  requireHolder: (request: WebRequest, reply: WebReply) => Promise<Session>
  /** The same for an operator, who must have proved more than the old PIN does. */
  requireOperator: (request: WebRequest, reply: WebReply, returnTo: ReturnTo) => Promise<Session>
  /** From a level-1 answer on to the degree: through the login, or within the session under a new id. */
  leadToDegree: (request: WebRequest, reply: WebReply, attestation: string) => Promise<WebReply>
  routes: (app: WebApp) => void
  /** Opens the door that cards are shown at, where there is one; gives what closes it. */
  listen: () => Promise<() => Promise<void>>
  start: () => Job
  /** What the rotation of keys writes anew. */
  sealedColumns: SealedColumn[]
  /** What the doctor asks. */
  examineSealsOn: (db: Db) => Promise<Finding[]>
}

export function wireIdentity(needs: IdentityNeeds): Identity {
  const { pin, demo, vault } = needs
  const operatorMethods = METHODS.filter((method) => method !== 'pin' || pin === 'operatorsToo')
  const completing = wireCompleting(needs)
  const { sessions } = completing
  const card = wiredCard(needs, completing)
  const oldPin = wiredPin(needs, completing)
  // The old PIN proves too little to look at others' health data (decision 12, D17).
  const mayOperate = ({ person }: Session) => operatorMethods.includes(person.method)

  return {
    sessions,
    requireHolder: (request, reply) => sessions.require(request, reply, { kind: 'ownPages' }),
    requireOperator: async (request, reply, returnTo) => {
      const session = await sessions.require(request, reply, returnTo)
      if (!mayOperate(session)) throw new Refusal({ kind: 'forbidden' })
      return session
    },
    leadToDegree: async (request, reply, attestation) => {
      const returnTo: ReturnTo = { kind: 'degree', attestation }
      const session = await sessions.find(request)
      if (session && mayOperate(session) && (await sessions.stepUp(request, reply, session, returnTo)))
        return reply.redirect('/grado', 303)
      await sessions.leave(reply, returnTo)
      return reply.redirect(loginPathOf(returnTo), 303)
    },
    sealedColumns: sealedColumns(vault),
    examineSealsOn: async (db) => sealFindings('session', await sampleSessions(db, vault, SEAL_SAMPLE)),
    listen: () => card?.listen() ?? Promise.resolve(() => Promise.resolve()),
    start: () => card?.start() ?? { stop: () => Promise.resolve() },
    routes: (app) => {
      const methods = METHODS.filter((method) => method !== 'pin' || pin !== 'off')
      const parts = [card, oldPin].flatMap((part) => part ?? [])
      const providers = methods.flatMap((method) => {
        const own = parts.find(({ provider }) => provider.method === method)
        return own?.provider ?? (demo ? demoProvider(method) : [])
      })
      for (const part of parts) part.routes(app)
      const played = methods.filter((method) => !parts.some(({ provider }) => provider.method === method))
      loginRoutes(app, { sessions, providers, operatorMethods, digest: vault.digest })
      leavingRoutes(app, sessions)
      if (demo) demoProviderRoutes(app, { ...completing, ...wireDemo(needs), ...demo, methods: played })
    },
  }
}

function wireCompleting({ database, vault, clock, chance, service, auditOn }: IdentityNeeds): Completing {
  const portsOn = (db: Db): CompleteLoginPorts => ({
    spendAttempt: (secret, now) => spendAttempt(db, vault, secret, now),
    insertSession: (session, secret) => insertSession(db, vault, session, secret),
    endSession: (secret, now) => endSession(db, vault, secret, now),
    recordLogin: auditOn(db),
  })
  const transact = <T>(work: (ports: CompleteLoginPorts) => Promise<T>): Promise<T> =>
    database.transact((db) => work(portsOn(db)))
  const sessions = openSessions({
    database,
    vault,
    clock,
    chance,
    secure: service.baseUrl.startsWith('https://'),
    beginLogin: beginLogin({
      insertAttempt: (attempt) => insertAttempt(database, vault, attempt, clock.now()),
      clock,
      chance,
    }),
    logOut: logOut({ transact, clock }),
  })
  return {
    sessions,
    completeLogin: completeLogin({ transact, clock, chance }),
    recordLogin: (event) => transact(({ recordLogin }) => recordLogin(event)),
  }
}

function wiredCard(needs: IdentityNeeds, completing: Completing): CardPart | undefined {
  const { cns: settings, service } = needs
  return settings && wireCard({ ...needs, settings, baseUrl: service.baseUrl, completing })
}

function wiredPin(needs: IdentityNeeds, completing: Completing): PinPart | undefined {
  const { pin: setting } = needs
  return setting === 'off' ? undefined : wirePin({ ...needs, setting, completing })
}

type DemoPorts = Pick<DemoProviderRoutes, 'clock' | 'keepAnswer' | 'spendAnswer'>

function wireDemo({ database, vault, clock, chance }: IdentityNeeds): DemoPorts {
  return {
    clock,
    keepAnswer: async ({ attempt, person }) => {
      const code = drawSecret(chance)
      const expiresAt = later(clock.now(), DEMO_ANSWER_LIFE)
      await insertDemoAnswer(database, vault, { code, attempt, person, expiresAt })
      return code
    },
    spendAnswer: ({ code, attempt, now }) =>
      spendDemoAnswer(database, vault, { code, attempt: vault.digest(attempt), now }),
  }
}

function demoProvider(method: Method): Provider {
  return {
    method,
    begin: (request) => Promise.resolve(`/demo/identita?metodo=${method}&richiesta=${request}`),
  }
}
