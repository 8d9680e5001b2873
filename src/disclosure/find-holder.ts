import { type Holder, holderOf } from '../attestation/holder.js'
import { type PhoneOwner } from '../notification/request-phone-change.js'
import { type Dossier } from '../registry/dossier.js'
import { type DisclosurePorts, type DisclosureUse } from './disclosure-ports.js'
import { phoneOwnerOf } from './reach-holder.js'

/** The living person whom an attestation in force leads to. */
export interface FoundHolder {
  holder: Holder
  owner: PhoneOwner
  dossier: Dossier
}

export async function findHolder(
  attestation: string,
  ports: Pick<DisclosurePorts, 'findAttestation' | 'findDossierByEntry'>,
  { clock }: Pick<DisclosureUse, 'clock'>,
): Promise<FoundHolder | undefined> {
  const inForce = await ports.findAttestation(attestation)
  if (!inForce) return undefined
  const dossier = await ports.findDossierByEntry(inForce.person)
  const owner = phoneOwnerOf(dossier, clock.now())
  const holder = holderOf(dossier, clock)
  return owner === undefined || holder.status.answer === 'deceased' ? undefined : { holder, owner, dossier }
}
