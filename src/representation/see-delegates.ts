import { type Ground } from '../identity/acting-for.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { ofOnePerson } from '../registry/derivation/one-person.js'
import { representationsAt } from '../registry/derivation/representations.js'
import { type Dossier } from '../registry/dossier.js'
import { type Delegation, isOver } from './delegation.js'
import { GROUND_OF, mayNameDelegate } from './mandate.js'

/** Who may act for a holder, as the holder sees it. */
export interface Delegates {
  /** Appointed, by what the institution recorded. */
  appointed: { name: string; ground: Ground; until: LegalDay | undefined }[]
  current: Delegation | undefined
  /** Named before, the newest first. */
  former: Delegation[]
  mayName: boolean
}

export interface SeeDelegatesPorts {
  findDossierByCode: (codiceFiscale: CodiceFiscale) => Promise<Dossier>
  findOfHolder: (entries: string[]) => Promise<Delegation[]>
  clock: Clock
}

export function seeDelegates({ findDossierByCode, findOfHolder, clock }: SeeDelegatesPorts) {
  return async (codiceFiscale: CodiceFiscale): Promise<Delegates> => {
    const moment = { at: clock.today(), knownAt: clock.now() }
    const dossier = await findDossierByCode(codiceFiscale)
    const named = await findOfHolder([...ofOnePerson(dossier, moment.knownAt).entries])
    const current = named.find((one) => !isOver(one, moment.at))
    return {
      appointed: representationsAt(dossier, moment).map(({ nome, cognome, titolo, until }) => ({
        name: `${nome} ${cognome}`,
        ground: GROUND_OF[titolo],
        until,
      })),
      current,
      former: named.filter((one) => one !== current),
      mayName: mayNameDelegate(dossier, moment),
    }
  }
}
