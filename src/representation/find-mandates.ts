import { type ActingFor } from '../identity/acting-for.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Dossier } from '../registry/dossier.js'
import { type Delegation } from './delegation.js'
import { type Actor, actorOf, mandateOver } from './mandate.js'

export interface MandatePorts {
  findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  findDossierByEntry: (entry: string) => Promise<Dossier>
  /** The dossiers of all whom somebody was ever registered to act for. */
  findRepresented: (representative: CodiceFiscale) => Promise<Dossier[]>
  /** Delegations, not revoked, that name somebody by one of these codes. */
  findDelegationsOf: (codes: CodiceFiscale[]) => Promise<Delegation[]>
  clock: Clock
}

/** Everybody for whom somebody may act today, by surname. */
export function findMandates(ports: MandatePorts) {
  return async (codiceFiscale: CodiceFiscale): Promise<ActingFor[]> => {
    const moment = { at: ports.clock.today(), knownAt: ports.clock.now() }
    const found = await findActor(ports, codiceFiscale)
    if (!found) return []
    const { actor, delegations } = found
    const dossiers = await ports.findRepresented(codiceFiscale)
    for (const { holder } of delegations) dossiers.push(await ports.findDossierByEntry(holder))
    // Two entries of one human being lead to the same mandate.
    const mandates = new Map<string, ActingFor>()
    for (const dossier of dossiers) {
      const mandate = mandateOver(dossier, actor, delegations, moment)
      if (mandate) mandates.set(mandate.entry, mandate)
    }
    return [...mandates.values()].sort(bySurname)
  }
}

/** The mandate of somebody over the person of an entry, if it stands at this moment. */
export function findMandate(ports: MandatePorts) {
  return async (codiceFiscale: CodiceFiscale, entry: string): Promise<ActingFor | undefined> => {
    const moment = { at: ports.clock.today(), knownAt: ports.clock.now() }
    const found = await findActor(ports, codiceFiscale)
    if (!found) return undefined
    return mandateOver(await ports.findDossierByEntry(entry), found.actor, found.delegations, moment)
  }
}

async function findActor(
  { findDossierByCode, findDelegationsOf, clock }: MandatePorts,
  codiceFiscale: CodiceFiscale,
): Promise<{ actor: Actor; delegations: Delegation[] } | undefined> {
  const dossier = await findDossierByCode(codiceFiscale)
  const actor = actorOf(dossier, codiceFiscale, { at: clock.today(), knownAt: clock.now() })
  return actor && { actor, delegations: await findDelegationsOf([...actor.codes]) }
}

function bySurname(one: ActingFor, other: ActingFor): number {
  return (
    one.cognome.localeCompare(other.cognome, 'it') ||
    one.nome.localeCompare(other.nome, 'it') ||
    one.dataNascita.localeCompare(other.dataNascita)
  )
}
