import { type RecordAudit } from '../audit/audit-event.js'
import { type Database, type Session as Db } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type Vault } from '../vault/vault.js'
import { Refusal } from '../web/refusal.js'
import { type ServiceFacts } from '../web/page-context.js'
import { type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { METHODS, type Method } from './authenticated-person.js'
import { type DemoIdentity, demoProviderRoutes } from './demo-provider.routes.js'
import { insertDemoAnswer, spendDemoAnswer } from './demo-provider.store.js'
import { endSession, insertAttempt, insertSession, spendAttempt } from './identity.store.js'
import { beginLogin, completeLogin, type LoginPorts, type LoginUse } from './login.js'
import { loginRoutes } from './login.routes.js'
import { type Provider } from './provider.js'
import { type ReturnTo, type Session } from './session.js'
import { openSessions } from './sessions.gateway.js'

export interface IdentityNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  service: ServiceFacts
  pin: 'off' | 'exemptHolders' | 'operatorsToo'
  /** Who can be logged in as, where the demo is on. */
  demo: { identities: DemoIdentity[] } | undefined
  auditOn: (session: Db) => RecordAudit
}

export function wireIdentity({ database, vault, clock, chance, service, pin, demo, auditOn }: IdentityNeeds) {
  const portsOn = (db: Db): LoginPorts => ({
    insertAttempt: (attempt) => insertAttempt(db, vault, attempt, clock.now()),
    spendAttempt: (secret, now) => spendAttempt(db, vault, secret, now),
    insertSession: (session, secret) => insertSession(db, vault, session, secret),
    endSession: (secret, now) => endSession(db, vault, secret, now),
    recordAudit: auditOn(db),
  })
  const use: LoginUse = { transact: (work) => database.transact((db) => work(portsOn(db))), clock, chance }
  const recordAudit: RecordAudit = (event) => database.transact((db) => auditOn(db)(event))
  const operatorMethods = METHODS.filter((method) => method !== 'pin' || pin === 'operatorsToo')
  const sessions = openSessions({
    database,
    vault,
    clock,
    chance,
    secure: service.baseUrl.startsWith('https://'),
    beginLogin: beginLogin(use),
  })

  const requireOperator = async (
    request: WebRequest,
    reply: WebReply,
    returnTo: ReturnTo,
  ): Promise<Session> => {
    const session = await sessions.require(request, reply, returnTo)
    // The old PIN proves too little to look at others' health data (design.md D17).
    if (!operatorMethods.includes(session.person.method)) throw new Refusal({ kind: 'forbidden' })
    return session
  }

  return {
    sessions,
    requireHolder: (request: WebRequest, reply: WebReply) =>
      sessions.require(request, reply, { kind: 'ownPages' }),
    requireOperator,
    /** From a level-1 answer on to the degree: through the login, or within the session under a new id. */
    leadToDegree: async (request: WebRequest, reply: WebReply, attestation: string): Promise<WebReply> => {
      const returnTo: ReturnTo = { kind: 'degree', attestation }
      const session = await sessions.find(request)
      if (session) {
        await sessions.stepUp(request, reply, session, returnTo)
        return reply.redirect('/grado', 303)
      }
      await sessions.leave(reply, returnTo)
      return reply.redirect('/accedi?per=operatore', 303)
    },
    routes: (app: WebApp) => {
      const completing = { sessions, completeLogin: completeLogin(use) }
      loginRoutes(app, {
        sessions,
        providers: demo ? demoProviders(pin !== 'off') : [],
        operatorMethods,
        digest: vault.digest,
        recordAudit,
      })
      if (demo) {
        demoProviderRoutes(app, {
          ...completing,
          identities: demo.identities,
          clock,
          chance,
          insertAnswer: (answer) => insertDemoAnswer(database, vault, answer),
          spendAnswer: ({ code, attempt, now }) =>
            spendDemoAnswer(database, vault, { code, attempt: vault.digest(attempt), now }),
          recordAudit,
        })
      }
    },
  }
}

function demoProviders(pin: boolean): Provider[] {
  const methods: Method[] = METHODS.filter((method) => method !== 'pin' || pin)
  return methods.map((method) => ({
    method,
    begin: (request) => `/demo/identita?metodo=${method}&richiesta=${request}`,
  }))
}
