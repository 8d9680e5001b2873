import { type Session as Db } from '../db/database.js'
import { type SealedColumn } from '../db/sealed-column.store.js'
import { type Job } from '../jobs/job.js'
import { type Finding } from '../kernel/finding.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { Refusal } from '../web/refusal.js'
import { type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type ActingFor, type Chosen } from './acting-for.js'
import { METHODS } from './authenticated-person.js'
import { beginLogin } from './begin-login.js'
import { completeLogin, type CompleteLoginPorts } from './complete-login.js'
import { sampleSessions } from './examination.store.js'
import { leavingRoutes } from './leaving.routes.js'
import { logOut } from './log-out.js'
import { drawSecret } from './login-attempt.js'
import { insertAttempt, spendAttempt } from './login-attempt.store.js'
import { type MethodNeeds, wireMethods } from './methods.wire.js'
import { loginRoutes } from './login.routes.js'
import { type Completing } from './provider-answer.routes.js'
import { sealedColumns } from './reseal.store.js'
import { type ReturnTo, type Session } from './session.js'
import { endSession, insertSession, setChosen } from './session.store.js'
import { loginPathOf, openSessions, type Sessions } from './sessions.gateway.js'
import { type WiredMethod } from './wired-method.wire.js'

export interface IdentityNeeds extends MethodNeeds {
  /** For whom a session acts at this moment; a floor above knows. */
  findActing?: (session: Session) => Promise<ActingFor | undefined>
}

export interface Identity {
  sessions: Sessions
  /** The session of somebody on their own pages; without one the request is led to the login. */
  requireHolder: (request: WebRequest, reply: WebReply) => Promise<Session>
  /** Keeps for whom a session is, in an open transaction. */
  chooseOn: (db: Db) => (session: Session, chosen: Chosen) => Promise<void>
  /** The same for an operator, who must have proved more than the old PIN does. */
  requireOperator: (request: WebRequest, reply: WebReply, returnTo: ReturnTo) => Promise<Session>
  /** From a level-1 answer on to the degree: through the login, or within the session under a new id. */
  leadToDegree: (request: WebRequest, reply: WebReply, attestation: string) => Promise<WebReply>
  routes: (app: WebApp) => void
  /** Opens the doors that are not a page's, the card's; gives what closes them. */
  listen: () => Promise<() => Promise<void>>
  /** What the rotation of keys writes anew. */
  sealedColumns: SealedColumn[]
  /** What the methods do beside the requests. */
  start: () => Job
  /** What the doctor asks. */
  examineSealsOn: (db: Db) => Promise<Finding[]>
}

export function wireIdentity(needs: IdentityNeeds): Identity {
  const { pin, vault } = needs
  const operatorMethods = METHODS.filter((method) => method !== 'pin' || pin === 'operatorsToo')
  const completing = wireCompleting(needs, async (session) => {
    await Promise.all(wired.methods.flatMap(({ ended }) => ended?.(session) ?? []))
  })
  const wired = wireMethods(needs, completing)
  const { sessions } = completing
  // The old PIN proves too little to look at others' health data (decision 12, D17).
  const mayOperate = ({ person }: Session) => operatorMethods.includes(person.method)

  return {
    sessions,
    requireHolder: async (request, reply) => {
      const session = await sessions.require(request, reply, { kind: 'ownPages' })
      if (!session.person.codiceFiscale) throw new Refusal({ kind: 'noCodiceFiscale' })
      return session
    },
    chooseOn: (db) => (session, chosen) => {
      const csrf = drawSecret(needs.chance)
      return setChosen(db, { id: session.id, chosen, csrf, now: needs.clock.now() })
    },
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
    routes: (app) => {
      const providers = wired.methods.map(({ provider }) => provider)
      loginRoutes(app, { sessions, providers, operatorMethods, digest: vault.digest })
      leavingRoutes(app, { sessions, findActing: needs.findActing ?? (() => Promise.resolve(undefined)) })
      wired.routes(app)
    },
    listen: () => listenAll(wired.methods),
    start: () => startAll(wired.methods),
  }
}

async function listenAll(methods: WiredMethod[]): Promise<() => Promise<void>> {
  const closing = await Promise.all(methods.flatMap(({ listen }) => listen?.() ?? []))
  return async () => {
    await Promise.all(closing.map((close) => close()))
  }
}

/** What the methods do beside the requests, as one job. */
function startAll(methods: WiredMethod[]): Job {
  const jobs = methods.flatMap(({ start }) => start?.() ?? [])
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()))
    },
  }
}

function wireCompleting(
  { database, vault, clock, chance, service, auditOn }: IdentityNeeds,
  ended: (session: Session) => Promise<void>,
): Completing {
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
    logOut: async (leaving) => {
      await logOut({ transact, clock })(leaving)
      await ended(leaving.session)
    },
  })
  return {
    sessions,
    completeLogin: completeLogin({ transact, clock, chance }),
    recordLogin: (event) => transact(({ recordLogin }) => recordLogin(event)),
  }
}
