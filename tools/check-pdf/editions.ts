/** Every file that the service gives out, each made once: what is checked is all of them. */
import { drawToken } from '../../src/attestation/token.js'
import { EDITIONS } from '../../src/document/edition.js'
import { sheetPdf } from '../../src/document/sheet.gateway.js'
import { type LegalDay } from '../../src/kernel/legal-day.js'
import { systemChance } from '../../src/kernel/system-chance.gateway.js'

export interface EditionFile {
  /** `a4-it`: of the golden file of its reading order, too. */
  name: string
  pdf: Uint8Array
  /** What stands in for the token in the golden file. */
  token: string
}

export async function editions(): Promise<EditionFile[]> {
  const token = drawToken(systemChance)
  return EDITIONS.flatMap((edition) =>
    (['it', 'en'] as const).map((locale) => ({
      name: `${edition}-${locale}`,
      token,
      pdf: sheetPdf({
        edition,
        locale,
        name: 'Željka Παπά-Дашкова D’A.',
        issuedOn: '2026-11-25' as LegalDay,
        baseUrl: 'https://attesta.example',
        token,
        telephone: '800 000 123',
        institution: 'Istituto «Neri & Rossi» <dimostrativo>',
      }),
    })),
  )
}
