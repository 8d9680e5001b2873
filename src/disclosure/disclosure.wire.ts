import { type RecordAudit } from '../audit/audit-event.js'
import { type Database, type Session as Db } from '../db/database.js'
import { every } from '../jobs/every.gateway.js'
import { type Job } from '../jobs/job.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { DAY, later, MINUTE } from '../kernel/instant.js'
import { type Log } from '../kernel/log.js'
import { type Power } from '../identity/acting-for.js'
import { type PersonIdentity } from '../kernel/person-identity.js'
import { type ReturnTo, type Session } from '../identity/session.js'
import { type TellOldNumber } from '../notification/confirm-phone-change.js'
import { type EnqueueMessage } from '../notification/message.js'
import { type ConfirmedPhone } from '../notification/reachable-phone.js'
import { type FindEnrolments } from '../organisation/organisation.js'
import { type Dossier } from '../registry/dossier.js'
import { type Consenter } from '../representation/find-consenters.js'
import { type Vault } from '../vault/vault.js'
import { type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { approvalMessageIt } from './approval-message.texts.it.js'
import { messageKey } from './ask-holder.js'
import { type AskRoutes, askRoutes } from './ask.routes.js'
import { askAgain, decide as saveDecision, insertRequest, spendCode } from './change-disclosure.store.js'
import { codeRoutes } from './code.routes.js'
import { confirmByCode } from './confirm-by-code.js'
import { decideOnOwnPages } from './decide-on-own-pages.js'
import { degreeRoutes } from './degree.routes.js'
import { describeDegree } from './describe-degree.page.js'
import { type Disclosure, type Requested } from './disclosure.js'
import { type DisclosurePorts, type DisclosureUse } from './disclosure-ports.js'
import {
  findAsked,
  findAskedBy,
  findAttestation,
  findByReference,
  findHistory,
  findLapsed,
  findMessageState,
  findOfOperator,
  findWaiting,
  isReferenceFree,
  lockHolder,
  lockOperator,
} from './find-disclosure.store.js'
import { holderRequestRoutes } from './holder-request.routes.js'
import { endUndecided, seenAt } from './lapse.js'
import { type OperatorDesk } from './operator-desk.js'
import { phoneOwnerOf } from './reach-holder.js'
import { requestDisclosure } from './request-disclosure.js'
import { sealedColumns } from './reseal.store.js'
import { closeDegree, showDegree, showDegreeAgain } from './show-degree.js'
import { closeShowing, openFirstShowing, openNextShowing } from './showing.store.js'

export interface DisclosureNeeds {
  database: Database
  background: Database
  vault: Vault
  clock: Clock
  chance: Chance
  log: Log
  dossiersOn: (session: Db) => {
    findDossierByEntry: (entry: string) => Promise<Dossier>
    findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  }
  auditOn: (session: Db) => RecordAudit
  organisation: { enrolmentsOn: (session: Db) => FindEnrolments; findEnrolments: FindEnrolments }
  notification: {
    on: (session: Db) => EnqueueMessage
    tellOldNumberOn: (session: Db) => TellOldNumber
    confirmedPhonesOn: (session: Db) => (entries: string[]) => Promise<ConfirmedPhone[]>
  }
  requireOperator: (request: WebRequest, reply: WebReply, returnTo: ReturnTo) => Promise<Session>
  requireHolder: (request: WebRequest, reply: WebReply, power?: Power) => Promise<Session>
  hasConsenter: (codiceFiscale: CodiceFiscale) => Promise<boolean>
  requireStepUp: AskRoutes['requireStepUp']
  sessions: { workFor: AskRoutes['workFor'] }
  consentersOn: (session: Db) => (dossier: Dossier) => Promise<Consenter[]>
}

const SWEEP_EVERY = MINUTE
/** How far back an operator's own list goes. */
const OWN_LIST = 30 * DAY

/** Level 2: the approved showing of the degree. */
export function wireDisclosure(needs: DisclosureNeeds) {
  const { database, background, vault, clock, chance, log } = needs
  const use: DisclosureUse = {
    transact: (work) => database.transact((session) => work(portsOn(session, needs))),
    // We do not know the holder's language; Italian is the register's.
    approvalText: approvalMessageIt,
    clock,
    chance,
    warn: (warning) => {
      log('service.warning', { warning, count: 1 })
    },
  }
  /** Ends what lapsed untouched, so that the holder's list says so too. */
  const sweep = async (): Promise<boolean> => {
    const lapsed = await findLapsed(background, vault, clock.now())
    for (const request of lapsed) {
      if (request.state !== 'requested') continue
      await background.transact((session) => endUndecided(request, clock.now(), portsOn(session, needs)))
    }
    return lapsed.length === 100
  }
  const find = async (reference: string): Promise<Disclosure | undefined> => {
    const found = await findByReference(database, vault, reference)
    return found && seenAt(found, clock.now())
  }
  const findWaitingFor = async (entries: string[]): Promise<Requested | undefined> => {
    const found = await findWaiting(database, vault, entries)
    const seen = found && seenAt(found, clock.now())
    return seen?.state === 'requested' ? seen : undefined
  }
  const decide = decideOnOwnPages(use)
  const desk: OperatorDesk = {
    findEnrolments: needs.organisation.findEnrolments,
    request: requestDisclosure(use),
    confirm: confirmByCode(use),
    show: showDegree(use),
    showAgain: showDegreeAgain(use),
    close: closeDegree(use),
    find: async (session, reference) => {
      const found = await find(reference)
      return found?.session === session.id ? found : undefined
    },
    messageState: (request) => findMessageState(database, messageKey(request)),
  }
  return {
    ...desk,
    decide,
    /** How a request stands. */
    findByReference: find,
    /** The request that waits for the word of one of these entries, if any. */
    findWaiting: findWaitingFor,
    isAskedNow: async (entries: string[]) => (await findWaitingFor(entries)) !== undefined,
    /** Those of these entries about whom a request waits: nothing else of it. */
    findAskedNow: (entries: string[]) => findAsked(database, entries, clock.now()),
    /** An operator's own requests of the last month, newest first. */
    requestsOf: async (operator: PersonIdentity): Promise<Disclosure[]> => {
      const now = clock.now()
      const found = await findOfOperator(database, vault, { operator, since: later(now, -OWN_LIST) })
      return found.map((disclosure) => seenAt(disclosure, now))
    },
    /** What the rotation of keys writes anew. */
    sealedColumns: sealedColumns(vault),
    describeDegree,
    sweep,
    start: (): Job => every(SWEEP_EVERY, sweep, { name: 'expireDisclosures', log }),
    routes: (app: WebApp) => {
      const requireOperator = (request: WebRequest, reply: WebReply) =>
        needs.requireOperator(request, reply, { kind: 'operatorPages' })
      const operatorRoutes = { desk, requireOperator, clock }
      const { requireStepUp, sessions } = needs
      askRoutes(app, { ...operatorRoutes, requireStepUp, workFor: sessions.workFor })
      codeRoutes(app, operatorRoutes)
      degreeRoutes(app, operatorRoutes)
      holderRequestRoutes(app, {
        requireHolder: needs.requireHolder,
        findWaitingOf: async (codiceFiscale) => {
          const dossier = await needs.dossiersOn(database).findDossierByCode(codiceFiscale)
          const owner = phoneOwnerOf(dossier, clock.now())
          return owner && findWaitingFor(owner.entries)
        },
        hasConsenter: needs.hasConsenter,
        decide,
      })
    },
  }
}

export type DisclosureWire = ReturnType<typeof wireDisclosure>

function portsOn(session: Db, needs: DisclosureNeeds): DisclosurePorts {
  const { vault, clock, dossiersOn, auditOn, organisation, notification } = needs
  return {
    ...dossiersOn(session),
    findAttestation: (id) => findAttestation(session, id, clock.now()),
    findEnrolments: organisation.enrolmentsOn(session),
    findConsenters: needs.consentersOn(session),
    findConfirmedPhones: notification.confirmedPhonesOn(session),
    lockHolder: (entries) => lockHolder(session, entries),
    lockOperator: (operator) => lockOperator(session, vault, operator),
    findAskedBy: (operator, since) => findAskedBy(session, vault, operator, since),
    findWaiting: (entries) => findWaiting(session, vault, entries),
    findByReference: (reference) => findByReference(session, vault, reference),
    findHistory: (entries, since) => findHistory(session, entries, since),
    isReferenceFree: (reference) => isReferenceFree(session, reference),
    insertRequest: (request, code, operator) => insertRequest(session, vault, request, code, operator),
    askAgain: (request, code, at) => askAgain(session, vault, request, code, at),
    spendCode: (asked) => spendCode(session, vault, asked),
    decide: (decided) => saveDecision(session, decided),
    openFirstShowing: (id, now) => openFirstShowing(session, vault, id, now),
    openNextShowing: (id, now) => openNextShowing(session, vault, id, now),
    closeShowing: (id, now) => closeShowing(session, id, now),
    enqueue: notification.on(session),
    tellOldNumber: notification.tellOldNumberOn(session),
    recordAudit: auditOn(session),
  }
}
