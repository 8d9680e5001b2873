import { type Session as Db } from '../db/database.js'
import { type SealedColumn } from '../db/sealed-column.store.js'
import { type Job } from '../jobs/job.js'
import { type Finding } from '../kernel/finding.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { Refusal } from '../web/refusal.js'
import { type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { type Instant } from '../kernel/instant.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { type ActingFor, type Chosen } from './acting-for.js'
import { CLERK_METHODS, type Level, METHODS } from './authenticated-person.js'
import { beginLogin } from './begin-login.js'
import { completeLogin, type CompleteLoginPorts } from './complete-login.js'
import { sampleSessions } from './examination.store.js'
import { leavingRoutes } from './leaving.routes.js'
import { logOut } from './log-out.js'
import { drawSecret } from './login-attempt.js'
import { insertAttempt, spendAttempt } from './login-attempt.store.js'
import { type MethodNeeds, wireMethods } from './methods.wire.js'
import { loginRoutes } from './login.routes.js'
import { endOwnSessions, endSessionsOfBody, type EndSessionsUse, type BodySessions } from './own-sessions.js'
import { ownSessionsRoutes } from './own-sessions.routes.js'
import { type Completing } from './provider-answer.routes.js'
import { sealedColumns } from './reseal.store.js'
import { needsStepUp, type ReturnTo, type Session } from './session.js'
import {
  endSession,
  endSessionsById,
  endSessionsOfBody as endOfBody,
  findOpenSessions,
  insertSession,
  setChosen,
} from './session.store.js'
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
  /**
   * Goes on only with a login that is recent, and of that level: else somebody logs in again and comes back to where the
   * session stands, under a new cookie (T30).
   */
  requireStepUp: (reply: WebReply, session: Session, least?: Level) => Promise<void>
  /** From a level-1 answer on to the degree: through the login, or within the session under a new id. */
  leadToDegree: (request: WebRequest, reply: WebReply, attestation: string) => Promise<WebReply>
  routes: (app: WebApp) => void
  /** Opens the doors that are not a page's, the card's; gives what closes them. */
  listen: () => Promise<() => Promise<void>>
  /** Ends all sessions of a body, and says how many; see `attesta sessions end`. */
  endSessionsOfBody: (asked: BodySessions) => Promise<number>
  /** What the rotation of keys writes anew. */
  sealedColumns: SealedColumn[]
  /** What the methods do beside the requests. */
  start: () => Job
  /** What the doctor asks. */
  examineSealsOn: (db: Db) => Promise<Finding[]>
}

export function wireIdentity(needs: IdentityNeeds): Identity {
  const { database, clock, pin, vault } = needs
  const operatorMethods = METHODS.filter((method) => method !== 'pin' || pin === 'operatorsToo')
  const ended = async (session: Pick<Session, 'id'>) => {
    await Promise.all(wired.methods.flatMap(({ ended: tell }) => tell?.(session) ?? []))
  }
  const completing = wireCompleting(needs, ended)
  const ending: EndSessionsUse = {
    transact: (work) =>
      database.transact((db) =>
        work({
          findOpen: (codiceFiscale, now) => findOpenSessions(db, vault, codiceFiscale, now),
          endById: (ids, now) => endSessionsById(db, ids, now),
          endOfBody: (organisation, macs, now: Instant) => endOfBody(db, organisation, macs, now),
          recordLogin: needs.auditOn(db),
        }),
      ),
    clock,
    ended,
  }
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
    requireStepUp: async (reply, session, least) => {
      if (!needsStepUp(session, clock.now(), least)) return
      const { returnTo } = session
      const asking: ReturnTo =
        returnTo.kind === 'degree' && least !== undefined ? { ...returnTo, leastLevel: least } : returnTo
      await sessions.leave(reply, asking)
      throw new Refusal({ kind: 'loginNeeded', to: loginPathOf(asking) })
    },
    leadToDegree: async (request, reply, attestation) => {
      const returnTo: ReturnTo = { kind: 'degree', attestation }
      const session = await sessions.find(request)
      const goesOn = session && mayOperate(session) && !needsStepUp(session, clock.now())
      if (goesOn && (await sessions.stepUp(request, reply, session, returnTo)))
        return reply.redirect('/grado', 303)
      await sessions.leave(reply, returnTo)
      return reply.redirect(loginPathOf(returnTo), 303)
    },
    endSessionsOfBody: endSessionsOfBody(ending),
    sealedColumns: sealedColumns(vault),
    examineSealsOn: async (db) => sealFindings('session', await sampleSessions(db, vault, SEAL_SAMPLE)),
    routes: (app) => {
      const providers = wired.methods.map(({ provider }) => provider)
      const methodsFor = { holder: METHODS, operator: operatorMethods, clerk: CLERK_METHODS }
      loginRoutes(app, { sessions, providers, methodsFor, digest: vault.digest })
      const { findActing = () => Promise.resolve(undefined) } = needs
      leavingRoutes(app, { sessions, findActing })
      ownSessionsRoutes(app, {
        sessions,
        findOpen: (identity: PersonIdentity) => findOpenSessions(database, vault, identity, clock.now()),
        end: endOwnSessions(ending),
        findActing,
      })
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
  ended: (session: Pick<Session, 'id'>) => Promise<void>,
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
