/** Every file that the service gives out, each made and sealed once: what is checked is all of them. */
import { drawToken } from '../../src/attestation/token.js'
import { EDITIONS } from '../../src/document/edition.js'
import { sheetPdf } from '../../src/document/sheet.gateway.js'
import { type LegalDay } from '../../src/kernel/legal-day.js'
import { systemChance } from '../../src/kernel/system-chance.gateway.js'
import { systemClock } from '../../src/kernel/system-clock.gateway.js'
import { wireSeal } from '../../src/seal/seal.wire.js'

export interface EditionFile {
  /** `a4-it`: of the golden file of its reading order, too. */
  name: string
  pdf: Uint8Array
  /** What stands in for the token in the golden file. */
  token: string
}

const LOCALES = ['it', 'en'] as const

export async function editions(): Promise<EditionFile[]> {
  const token = drawToken(systemChance)
  const { seal } = wireSeal({
    seal: {
      source: { kind: 'demo', folder: undefined },
      trustedFile: undefined,
      timestampUrl: undefined,
      production: false,
    },
    clock: systemClock,
    chance: systemChance,
    log: () => undefined,
  })
  const sheets = EDITIONS.flatMap((edition) => LOCALES.map((locale) => ({ edition, locale })))
  return Promise.all(
    sheets.map(async ({ edition, locale }) => {
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
      const pdf = await seal((room) => Promise.resolve(sheetPdf(sheet, { room })))
      return { name: `${edition}-${locale}`, token, pdf }
    }),
  )
}
