import { type RecordAudit } from '../audit/audit-event.js'
import { type Database, type Session } from '../db/database.js'
import { type Chance } from '../kernel/chance.js'
import { type Clock } from '../kernel/clock.js'
import { fault, type Finding, RESTORE_AGAIN } from '../kernel/finding.js'
import { SEAL_SAMPLE, sealFindings } from '../vault/check-seals.js'
import { type Vault } from '../vault/vault.js'
import { type Attestation } from './attestation.js'
import {
  claimActive,
  endAttestation,
  findActive,
  findIds,
  findNoticeReading,
  insertAttestation,
  insertNoticeReading,
  setShows,
} from './attestation.store.js'
import { countOfNobody, sampleTokens } from './examination.store.js'
import { type FindDossierByCode } from './holder.js'
import {
  type AttestationPorts,
  type AttestationUse,
  issueAttestation,
  readNotice,
} from './issue-attestation.js'
import { changeShows, printAttestation, replaceAttestation, revokeAttestation } from './keep-attestation.js'
import { sealedColumns } from './reseal.store.js'

export interface AttestationNeeds {
  database: Database
  vault: Vault
  clock: Clock
  chance: Chance
  dossiersOn: (session: Session) => { findDossierByCode: FindDossierByCode }
  auditOn: (session: Session) => RecordAudit
}

export type AttestationWire = ReturnType<typeof wireAttestation>

export function wireAttestation({ database, vault, clock, chance, dossiersOn, auditOn }: AttestationNeeds) {
  const portsOn = (session: Session): AttestationPorts => ({
    findDossierByCode: dossiersOn(session).findDossierByCode,
    claimActive: (entries) => claimActive(session, vault, entries),
    findNoticeReading: (entries, version) => findNoticeReading(session, entries, version),
    insertNoticeReading: (person, version, readAt) => insertNoticeReading(session, person, version, readAt),
    insertAttestation: (attestation) => insertAttestation(session, vault, attestation),
    endAttestation: (id, reason, at) => endAttestation(session, id, reason, at),
    setShows: (id, shows) => setShows(session, id, shows),
    recordAudit: auditOn(session),
  })
  const actsOf = (transact: AttestationUse['transact']) => {
    const use: AttestationUse = { transact, clock, chance }
    return {
      readNotice: readNotice(use),
      issue: issueAttestation(use),
      replace: replaceAttestation(use),
      revoke: revokeAttestation(use),
      changeShows: changeShows(use),
      print: printAttestation(use),
    }
  }
  return {
    ...actsOf((work) => database.transact((session) => work(portsOn(session)))),
    /** The same acts inside a transaction that is open already: they commit with what stands around them. */
    actsOn: (session: Session) => actsOf((work) => work(portsOn(session))),
    findActive: (entries: string[]): Promise<Attestation | undefined> => findActive(database, vault, entries),
    /** The attestation in use, read in an open transaction or outside any. */
    activeOn: (session: Session) => ({
      findActive: (entries: string[]) => findActive(session, vault, entries),
      claimActive: (entries: string[]) => claimActive(session, vault, entries),
    }),
    /** Every attestation, ended ones too, of these entries. */
    findIds: (entries: string[]) => findIds(database, entries),
    /** What the doctor asks: whether everybody who has a QR is in the registry. */
    examineOn: async (session: Session) => ofNobody(await countOfNobody(session)),
    /** What the rotation of keys writes anew. */
    sealedColumns: sealedColumns(vault),
    examineSealsOn: async (session: Session) =>
      sealFindings('attestation', await sampleTokens(session, vault, SEAL_SAMPLE)),
  }
}

function ofNobody(count: number): Finding[] {
  if (count === 0) return []
  const sentence = `${String(count)} attestations belong to a person who is not in the registry.`
  return [fault('attestation.ofNobody', sentence, RESTORE_AGAIN)]
}
