import { type Database, type Session } from '../db/database.js'
import { type Clock } from '../kernel/clock.js'
import { type Vault } from '../vault/vault.js'
import { importOrganisations, type OrganisationsImported } from './import-organisations.js'
import { type FindCounters, type FindEnrolments } from './organisation.js'
import { findCounters, findEnrolments, findPeopleOf, replaceOrganisations } from './organisation.store.js'
import { readOrganisationsFile } from './organisations-file.gateway.js'

export interface OrganisationNeeds {
  database: Database
  vault: Vault
  clock: Clock
  auditOn: (session: Session) => (event: OrganisationsImported) => Promise<void>
}

export type OrganisationWire = ReturnType<typeof wireOrganisation>

/** Bodies, their purposes, their enrolled operators and clerks. */
export function wireOrganisation({ database, vault, clock, auditOn }: OrganisationNeeds) {
  const enrolmentsOn =
    (session: Session): FindEnrolments =>
    (operator) =>
      findEnrolments(session, vault, operator)
  return {
    /** Imports the text of a file; see `attesta organisations import`. */
    importFile: importOrganisations({
      readFile: readOrganisationsFile,
      transact: (work) =>
        database.transact((session) =>
          work({
            replaceOrganisations: (organisations) =>
              replaceOrganisations(session, vault, organisations, clock.now()),
            recordAudit: auditOn(session),
          }),
        ),
    }),
    enrolmentsOn,
    findEnrolments: enrolmentsOn(database),
    findCounters: ((clerk) => findCounters(database, vault, clerk)) satisfies FindCounters,
    /** The look-up codes of everybody whom a body ever enrolled; nothing where there is no such body. */
    findPeopleOf: (id: string) => findPeopleOf(database, id),
  }
}
