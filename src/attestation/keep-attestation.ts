import { type AuditKind } from '../audit/audit-event.js'
import { type Attestation, type Shows } from './attestation.js'
import { type Holder, holderOf } from './holder.js'
import {
  aboutAttestation,
  type AttestationPorts,
  type AttestationUse,
  type HolderRequest,
} from './issue-attestation.js'
import { drawToken } from './token.js'

export type KeepOutcome =
  | { kind: 'done'; attestation: Attestation }
  | { kind: 'noneInUse' }
  /** Another one is in use by now than the holder saw: nothing changes. */
  | { kind: 'changedSince' }

/** The attestation that the holder saw: a form sent twice, its first answer lost, ends no other one. */
export type AboutSeen = HolderRequest & { seen?: string | undefined }

/** Gives a new QR; the old one is void from the moment this commits, on paper too. */
export function replaceAttestation(use: AttestationUse) {
  return changing(use, 'attestation.replaced', async (ports, old) => {
    const now = use.clock.now()
    const fresh = { ...old, id: use.chance.uuid(), token: drawToken(use.chance), issuedAt: now }
    await ports.endAttestation(old.id, 'replaced', now)
    await ports.insertAttestation(fresh)
    return fresh
  })
}

/** Ends the QR for good; the holder may be issued another at any time. */
export function revokeAttestation(use: AttestationUse) {
  return changing(use, 'attestation.revoked', async (ports, old) => {
    await ports.endAttestation(old.id, 'revoked', use.clock.now())
    return old
  })
}

/** Changes what a scan may show, of the same QR (design.md D7). */
export function changeShows(use: AttestationUse) {
  return (request: HolderRequest & { shows: Shows }): Promise<KeepOutcome> =>
    changing(use, 'attestation.choiceChanged', async (ports, old) => {
      await ports.setShows(old.id, request.shows)
      return { ...old, shows: request.shows }
    })(request)
}

/** Records that the sheet was printed once more. */
export function printAttestation(use: AttestationUse) {
  return changing(use, 'attestation.printed', (_ports, old) => Promise.resolve(old))
}

function changing(
  { transact, clock }: AttestationUse,
  kind: AuditKind,
  change: (ports: AttestationPorts, inUse: Attestation, holder: Holder) => Promise<Attestation>,
) {
  return ({ codiceFiscale, acting, seen }: AboutSeen): Promise<KeepOutcome> =>
    transact(async (ports) => {
      const holder = holderOf(await ports.findDossierByCode(codiceFiscale), clock)
      const inUse = await ports.claimActive(holder.entries)
      if (!inUse) return { kind: 'noneInUse' }
      if (seen !== undefined && seen !== inUse.id) return { kind: 'changedSince' }
      const attestation = await change(ports, inUse, holder)
      await ports.recordAudit(aboutAttestation(kind, attestation, holder, acting))
      return { kind: 'done', attestation }
    })
}
