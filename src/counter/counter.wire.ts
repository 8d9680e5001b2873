import { type Attestation } from '../attestation/attestation.js'
import { type FindDossierByCode } from '../attestation/holder.js'
import { type RecordAudit } from '../audit/audit-event.js'
import { type Database, type Session as Db } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type FindCounters } from '../organisation/organisation.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type WebApp } from '../web/server.gateway.js'
import { answerStep } from './answer-step.js'
import { beginService } from './begin-service.js'
import { completeService } from './complete-service.js'
import { type CounterDesk } from './counter-desk.js'
import { type Acts, type CounterPorts, type CounterUse } from './counter-ports.js'
import {
  addEdition,
  countOn,
  findById,
  findCurrent,
  insertService,
  leaveOthers,
  lockClerk,
  moveService,
  putFacts,
} from './counter-service.store.js'
import { type DoneRoutes, doneRoutes } from './done.routes.js'
import { enterRoutes } from './enter.routes.js'
import { sampleServices } from './examination.store.js'
import { printSheet, type WriteSheet } from './print-sheet.js'
import { asClerk, type CounterSessions } from './require-clerk.routes.js'
import { sealedColumns } from './reseal.store.js'
import { serveRoutes } from './serve.routes.js'

export interface CounterNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  counter: { dailyLimit: number }
  dossiersOn: (session: Db) => { findDossierByCode: FindDossierByCode }
  auditOn: (session: Db) => RecordAudit
  attestation: {
    actsOn: (session: Db) => Acts
    activeOn: (session: Db) => { findActive: (entries: string[]) => Promise<Attestation | undefined> }
  }
  document: { sheetOf: WriteSheet; twinOf: DoneRoutes['twinOf'] }
  organisation: { findCounters: FindCounters }
  sessions: CounterSessions
}

/** The counter: a clerk serves who has neither smartphone nor SPID. */
export function wireCounter(needs: CounterNeeds) {
  const { database, vault, clock, chance, document, organisation, sessions } = needs
  const { dailyLimit } = needs.counter
  const use: CounterUse = {
    transact: (work) => database.transact((session) => work(portsOn(session, needs))),
    clock,
    chance,
    dailyLimit,
  }
  const desk: CounterDesk = {
    findCounters: organisation.findCounters,
    countToday: ({ person }) => countOn(database, vault, person.codiceFiscale, clock.today()),
    dailyLimit,
    findCurrent: ({ session }) => findCurrent(database, vault, session),
    begin: beginService(use),
    answer: answerStep(use),
    complete: completeService(use),
    finish: ({ session }) => leaveOthers(database, session),
  }
  return {
    routes: (app: WebApp) => {
      const clerks = asClerk(desk, sessions)
      enterRoutes(app, { desk, sessions, asClerk: clerks, chance })
      serveRoutes(app, { desk, asClerk: clerks, clock })
      const print = printSheet(use, document.sheetOf)
      doneRoutes(app, { desk, sessions, asClerk: clerks, print, twinOf: document.twinOf })
    },
    /** What the rotation of keys writes anew. */
    sealedColumns: sealedColumns(vault),
    examineSealsOn: async (session: Db) =>
      sealFindings('counter_service', await sampleServices(session, vault, SEAL_SAMPLE)),
  }
}

function portsOn(session: Db, needs: CounterNeeds): CounterPorts {
  const { vault, clock, dossiersOn, auditOn, attestation } = needs
  return {
    findDossierByCode: dossiersOn(session).findDossierByCode,
    findActive: attestation.activeOn(session).findActive,
    lockClerk: (clerk) => lockClerk(session, vault, clerk),
    countOn: (clerk, day) => countOn(session, vault, clerk, day),
    findById: (id) => findById(session, vault, id),
    leaveOthers: (clerkSession) => leaveOthers(session, clerkSession),
    insert: (service, day) => insertService(session, vault, service, day),
    putFacts: (service) => putFacts(session, vault, service),
    move: (service, move) => moveService(session, service, move, clock.now()),
    addEdition: (id, edition) => addEdition(session, id, edition),
    acts: attestation.actsOn(session),
    recordAudit: auditOn(session),
  }
}
