import { type Attestation } from '../attestation/attestation.js'
import { type Holder, holderOf } from '../attestation/holder.js'
import { type Edition } from '../document/edition.js'
import { type Locale } from '../messages/locale.js'
import { actingOf } from './complete-service.js'
import { type CounterUse } from './counter-ports.js'
import { type CounterService, prints } from './counter-service.js'

export type WriteSheet = (
  locale: Locale,
  holder: Pick<Holder, 'register'>,
  attestation: Pick<Attestation, 'token'>,
  edition: Edition,
) => Promise<Uint8Array | undefined>

export type PrintOutcome =
  | { kind: 'printed'; sheet: Uint8Array }
  /** A letter of the name cannot be drawn. */
  | { kind: 'letterMissing'; holder: Holder; attestation: Attestation }
  | { kind: 'nothing' }

/**
 * Writes the sheet of a service that was done, in memory only. The first time of each edition is recorded, and is in the
 * holder's list of checks: a reload prints the same and adds nothing.
 */
export function printSheet({ transact, clock }: CounterUse, writeSheet: WriteSheet) {
  return async ({
    service,
    locale,
    edition,
  }: {
    service: CounterService
    locale: Locale
    edition: Edition
  }): Promise<PrintOutcome> => {
    const { codiceFiscale, document, state, act, id } = service
    if (state !== 'done' || !prints(act) || !document) return { kind: 'nothing' }
    const found = await transact(async (ports) => {
      const holder = holderOf(await ports.findDossierByCode(codiceFiscale), clock)
      return { holder, attestation: await ports.findActive(holder.entries) }
    })
    if (!found.attestation) return { kind: 'nothing' }
    const { holder, attestation } = found
    const sheet = await writeSheet(locale, holder, attestation, edition)
    const acting = actingOf(service, document)
    const kept = await transact(async (ports) => {
      if (!(await ports.addEdition(id, edition))) return true
      return (await ports.acts.print({ codiceFiscale, acting, seen: attestation.id })).kind === 'done'
    })
    if (!kept) return { kind: 'nothing' }
    return sheet ? { kind: 'printed', sheet } : { kind: 'letterMissing', holder, attestation }
  }
}
