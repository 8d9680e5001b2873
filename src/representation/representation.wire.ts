import { type RecordAudit } from '../audit/audit-event.js'
import { type Database, type Session as Db } from '../db/database.js'
import { type Chosen } from '../identity/acting-for.js'
import { type Session } from '../identity/session.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { fault, type Finding, RESTORE_AGAIN } from '../kernel/finding.js'
import { type Dossier } from '../registry/dossier.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type WebApp, type WebReply, type WebRequest } from '../web/server.gateway.js'
import { chooseForWhom } from './choose-for-whom.js'
import {
  findOfDelegate,
  findOfHolder,
  insertDelegation,
  lockDelegations,
  revokeDelegation,
} from './delegation.store.js'
import { delegatesRoutes } from './delegates.routes.js'
import { countOfNoHolder, sampleDelegations } from './examination.store.js'
import { findActingOwner, findConsenters } from './find-consenters.js'
import { findMandate, findMandates, type MandatePorts } from './find-mandates.js'
import { forWhomRoutes } from './for-whom.routes.js'
import { type DelegationUse, nameDelegate, revokeDelegate } from './name-delegate.js'
import { actsForNobody } from './remember-nobody.js'
import { sealedColumns } from './reseal.store.js'
import { seeDelegates } from './see-delegates.js'
import { seePeople, type SeePeoplePorts } from './see-people.js'
import { findActing, findSessionFor, requireHolder } from './session-for.routes.js'

export interface RepresentationNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  auditOn: (session: Db) => RecordAudit
  dossiersOn: (session: Db) => {
    findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
    findDossierByEntry: (entry: string) => Promise<Dossier>
    findRepresented: (representative: CodiceFiscale) => Promise<Dossier[]>
  }
  findAskedNow: SeePeoplePorts['findAskedNow']
  identity: {
    requireHolder: (request: WebRequest, reply: WebReply) => Promise<Session>
    sessions: { find: (request: WebRequest) => Promise<Session | undefined> }
    chooseOn: (db: Db) => (session: Session, chosen: Chosen) => Promise<void>
  }
}

/** Who acts for whom: by what the institution recorded, or because the holder named them. */
export function wireRepresentation(needs: RepresentationNeeds) {
  const { database, vault, clock, chance, auditOn, dossiersOn, identity } = needs
  const mandatesOn = (session: Db): MandatePorts => ({
    ...dossiersOn(session),
    findDelegationsOf: (codes) =>
      findOfDelegate(
        session,
        vault,
        codes.flatMap((code) => vault.macs('identity', code)),
      ),
    clock,
  })
  const ports = {
    requireSession: identity.requireHolder,
    findMandates: findMandates(mandatesOn(database)),
    findMandate: findMandate(mandatesOn(database)),
  }
  const use: DelegationUse = {
    transact: (work) =>
      database.transact((session) =>
        work({
          ...dossiersOn(session),
          lock: ({ entries, codes }) =>
            lockDelegations(session, [
              ...entries,
              ...codes.map((code) => vault.mac('identity', code).toString('hex')),
            ]),
          findOfHolder: (entries) => findOfHolder(session, vault, entries),
          findOfDelegate: mandatesOn(session).findDelegationsOf,
          insert: (delegation) => insertDelegation(session, vault, delegation),
          revoke: (asked) => revokeDelegation(session, asked),
          recordAudit: auditOn(session),
        }),
      ),
    clock,
    chance,
  }
  const holderOnly = requireHolder({ ...ports, actsForNobody: actsForNobody({ ...ports, clock }) })
  const name = nameDelegate(use)
  return {
    /** The session of somebody on their own pages, or on those of somebody for whom they act. */
    requireHolder: holderOnly,
    findActing: findActing(ports),
    findSession: findSessionFor(identity.sessions.find, ports),
    nameDelegate: name,
    /** Who says yes for somebody, in an open transaction or outside any. */
    consentersOn: (session: Db) => findConsenters({ ...dossiersOn(session), clock }),
    hasConsenter: async (codiceFiscale: CodiceFiscale) => {
      const dossiers = dossiersOn(database)
      const dossier = await dossiers.findDossierByCode(codiceFiscale)
      return (await findConsenters({ ...dossiers, clock })(dossier)).length > 0
    },
    findActingOwner: findActingOwner({ ...dossiersOn(database), clock }),
    /** What the rotation of keys writes anew. */
    sealedColumns: sealedColumns(vault),
    /** What the doctor asks: whether everybody who named a delegate is a holder in the registry. */
    examineOn: async (session: Db) => ofNoHolder(await countOfNoHolder(session)),
    examineSealsOn: async (session: Db) =>
      sealFindings('delegation', await sampleDelegations(session, vault, SEAL_SAMPLE)),
    routes: (app: WebApp) => {
      delegatesRoutes(app, {
        requireHolder: holderOnly,
        seeDelegates: seeDelegates({
          ...dossiersOn(database),
          findOfHolder: (entries) => findOfHolder(database, vault, entries),
          clock,
        }),
        nameDelegate: name,
        revokeDelegate: revokeDelegate(use),
        clock,
      })
      forWhomRoutes(app, {
        ...ports,
        seePeople: seePeople({ ...ports, findAskedNow: needs.findAskedNow }),
        choose: chooseForWhom((work) =>
          database.transact((session) =>
            work({
              findMandate: findMandate(mandatesOn(session)),
              choose: identity.chooseOn(session),
              recordAudit: auditOn(session),
            }),
          ),
        ),
      })
    },
  }
}

function ofNoHolder(count: number): Finding[] {
  if (count === 0) return []
  const sentence = `${String(count)} delegations were given by a person who is not registered as a holder.`
  return [fault('representation.ofNoHolder', sentence, RESTORE_AGAIN)]
}
