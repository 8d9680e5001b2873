import { type Attestation } from '../attestation/attestation.js'
import { type Eligibility, judgeEligibility } from '../attestation/eligibility.js'
import { type FindDossierByCode, type Holder, holderOf } from '../attestation/holder.js'
import { type Session } from '../identity/session.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'

/** Somebody on their own pages: what is recorded about them, the QR in use, and whether they may have one. */
export interface OwnHolder extends Holder {
  codiceFiscale: CodiceFiscale
  attestation: Attestation | undefined
  eligibility: Eligibility
}

export interface SeeHolderPorts {
  findDossierByCode: FindDossierByCode
  findActive: (entries: string[]) => Promise<Attestation | undefined>
  clock: Clock
}

/** Looks up the one whose status it is: whoever is logged in, or the person they act for. */
export function seeHolder({ findDossierByCode, findActive, clock }: SeeHolderPorts) {
  return async ({ person, actingFor }: Session): Promise<OwnHolder> => {
    const { codiceFiscale } = actingFor ?? person
    const holder = holderOf(await findDossierByCode(codiceFiscale), clock)
    return {
      ...holder,
      codiceFiscale,
      attestation: await findActive(holder.entries),
      eligibility: judgeEligibility(holder.status, holder.register),
    }
  }
}
