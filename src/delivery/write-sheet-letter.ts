import { type Attestation } from '../attestation/attestation.js'
import { type FindDossierByCode, type Holder, holderOf } from '../attestation/holder.js'
import { type Clock } from '../kernel/clock.js'
import { type CodiceFiscale } from '../kernel/codice-fiscale.js'
import { type Locale } from '../messages/locale.js'
import { type Letter, type LetterReference, parseMailAddress } from '../notification/mail.js'
import { type SheetReference } from './sheet-delivery.js'

export interface WriteSheetLetterPorts {
  findDossierByCode: FindDossierByCode
  findActive: (entries: string[]) => Promise<Attestation | undefined>
  /** Makes the document, in memory; nothing where a letter of the name cannot be drawn. */
  sheetOf: (
    locale: Locale,
    holder: Pick<Holder, 'register'>,
    attestation: Pick<Attestation, 'token'>,
  ) => Promise<Uint8Array | undefined>
  words: (locale: Locale) => { subject: string; text: string; fileName: string }
  clock: Clock
}

/**
 * Writes the letter with the sheet when it is due. What was true when it was asked for must still be: the same QR in use,
 * the same address in the register, a living person. Otherwise it does not leave; nor where the sheet cannot be written,
 * which who downloads it is told.
 */
export function writeSheetLetter(ports: WriteSheetLetterPorts) {
  return async (reference: LetterReference): Promise<Letter | undefined> => {
    const { codiceFiscale, attestation: asked, locale, to } = reference as unknown as SheetReference
    const dossier = await ports.findDossierByCode(codiceFiscale as CodiceFiscale)
    const holder = holderOf(dossier, ports.clock)
    const attestation = await ports.findActive(holder.entries)
    if (attestation?.id !== asked || holder.status.answer === 'deceased') return undefined
    if (parseMailAddress(holder.register?.email) !== to) return undefined
    const { subject, text, fileName } = ports.words(locale)
    const content = await ports.sheetOf(locale, holder, attestation)
    if (!content) return undefined
    return { to, locale, subject, text, file: { name: fileName, type: 'application/pdf', content } }
  }
}
