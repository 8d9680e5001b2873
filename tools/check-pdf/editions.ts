/** Every file that the service gives out, sealed as it gives them: what is checked is all of them. */
import { drawToken } from '../../src/attestation/token.js'
import { EDITIONS } from '../../src/document/edition.js'
import { sheetPdf } from '../../src/document/sheet.gateway.js'
import { type LegalDay } from '../../src/kernel/legal-day.js'
import { systemChance } from '../../src/kernel/system-chance.gateway.js'
import { newSealKey, sealedSheet } from '../../test/sealed-sheets.js'

export interface EditionFile {
  /** `a4-it`: of the golden file of its reading order, too. */
  name: string
  pdf: Uint8Array
  /** What stands in for the token in the golden file. */
  token: string
  /** Whose certificates the seal leads to. */
  authority?: string
}

export async function editions(): Promise<EditionFile[]> {
  const key = await newSealKey()
  const token = drawToken(systemChance)
  const kinds = EDITIONS.flatMap((edition) => (['it', 'en'] as const).map((locale) => ({ edition, locale })))
  return Promise.all(
    kinds.map(async ({ edition, locale }) => {
      const sheet = {
        edition,
        locale,
        name: 'Željka Παπά-Дашкова D’A.',
        issuedOn: '2026-11-25' as LegalDay,
        baseUrl: 'https://attesta.example',
        token,
        telephone: '800 000 123',
        institution: 'Istituto «Neri & Rossi» <dimostrativo>',
      }
      const pdf = await sealedSheet({ key, write: async (room) => sheetPdf(sheet, { room }) })
      return { name: `${edition}-${locale}`, token, pdf, authority: key.pem.certificates }
    }),
  )
}
