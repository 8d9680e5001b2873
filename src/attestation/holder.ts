import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type RegisterPhone } from '../notification/reachable-phone.js'
import { deriveStatus } from '../registry/derivation/derive-status.js'
import { type DisabilityStatus } from '../registry/derivation/disability-status.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { registerDataAt } from '../registry/derivation/register-data.js'
import { type Dossier } from '../registry/dossier.js'
import { type RegisterData } from '../registry/feed-event.js'

/** Somebody seen as the one whose status it is. */
export interface Holder {
  /** The register entry of the codice fiscale asked; absent where nothing was ever recorded. */
  entry: string | undefined
  /** All entries that are this human being today. */
  entries: string[]
  register: RegisterData | undefined
  /** What the register said about the mobile, each time it said something. */
  registerPhones: RegisterPhone[]
  status: DisabilityStatus
}

export type FindDossierByCode = (codiceFiscale: CodiceFiscale) => Promise<Dossier>

/** What the register and the acts say today about the person of a dossier. */
export function holderOf(dossier: Dossier, clock: Clock): Holder {
  const knownAt = clock.now()
  const person = ofOnePerson(dossier, knownAt)
  return {
    entry: dossier.start,
    entries: [...person.entries],
    register: registerDataAt(person.registrations, knownAt),
    registerPhones: person.registrations.flatMap((event) =>
      event.type === 'persona.registrata'
        ? [{ cellulare: event.data.cellulare, since: event.occurredAt }]
        : [],
    ),
    status: deriveStatus(dossier, { at: clock.today(), knownAt }),
  }
}
