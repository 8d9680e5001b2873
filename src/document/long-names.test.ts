/** The longest names that a feed may bring leave every edition whole, and what it says of its QR true. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawToken } from '../attestation/token.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { LOCALES } from '../messages/locale.js'
import { readQrs } from '../../test/read-qr.js'
import { renderPage } from '../../test/render-pdf.js'
import { checkPdf } from '../../tools/check-pdf/check-pdf.js'
import { EDITIONS } from './edition.js'
import { qrAddress } from './qr-address.js'
import { sheetPdf } from './sheet.gateway.js'
import { initialed } from './sheet.js'

/** As many letters as the feed takes (docs/contracts.md §2). */
const MOST = 200
const NAMES: Record<string, string> = {
  'two hundred of the widest letter': 'W'.repeat(MOST),
  'sixty of it': 'W'.repeat(60),
  'one word of a hundred and twenty': 'Wolfeschlegelstein'.repeat(7).slice(0, 120),
  'words of which one fits a line': `${'W'.repeat(20)} `.repeat(10).slice(0, MOST),
  'words of which two nearly fit a line': `${'W'.repeat(14)} `.repeat(14).slice(0, MOST),
  'the widest of another alphabet': 'Щ'.repeat(MOST),
}
const PAGES = { a4: 1, largePrint: 2, easyToRead: 2 }
const baseUrl = 'https://attesta.example'
const token = drawToken(systemChance)

for (const edition of EDITIONS) {
  describe(`The edition ${edition} with the longest names`, () => {
    for (const [what, nome] of Object.entries(NAMES)) {
      it(`T60, T62: conforms, keeps to its pages and has its QR on the first, with ${what}`, async () => {
        for (const locale of LOCALES) {
          const name = initialed(nome, 'Wolf')
          const facts = {
            issuedOn: '2026-09-23' as LegalDay,
            telephone: '800 000 123',
            institution: 'Istituto',
          }
          const pdf = sheetPdf({ edition, locale, name, baseUrl, token, ...facts })
          assert.deepEqual(checkPdf(pdf), [])
          assert.equal(pagesOf(pdf), PAGES[edition])
          const found = (await readQrs(await renderPage(Buffer.from(pdf), 100))).map(({ text }) => text)
          assert.deepEqual(found, Array(edition === 'a4' ? 2 : 1).fill(qrAddress(baseUrl, token)))
        }
      })
    }
  })
}

function pagesOf(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  )
}
