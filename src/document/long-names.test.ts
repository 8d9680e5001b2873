/** The longest names that a feed may bring leave every edition whole, and what it says of its QR true. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawToken } from '../attestation/token.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { LOCALES } from '../messages/locale.js'
import { readQrs } from '../../test/read-qr.js'
import { openPdf, renderPage } from '../../test/render-pdf.js'
import { checkPdf } from '../../tools/check-pdf/check-pdf.js'
import { EDITIONS } from './edition.js'
import { qrAddress } from './qr-address.js'
import { sheetPdf } from './sheet.gateway.js'
import { initialed, MOST_LETTERS, type Sheet } from './sheet.js'

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
/** As long as the configuration lets them be. */
const LONG = {
  baseUrl: `https://${'commemorazione.'.repeat(4).slice(0, MOST_LETTERS.address - 9)}.it:65535`,
  institution: 'Istituto Nazionale della Previdenza Commerciale Momentanea '
    .repeat(2)
    .slice(0, MOST_LETTERS.institution),
  telephone: '+39 0577 800 000 123'.slice(0, MOST_LETTERS.telephone),
}
const PAGES = { a4: 1, largePrint: 2, easyToRead: 2 }
const SHORT = { baseUrl: 'https://attesta.example', institution: 'Istituto', telephone: '800 000 123' }
const PAGE_HEIGHT = 841.89
const token = drawToken(systemChance)

/** What another program finds on the first page: the lowest line of the header, and the first of what follows. */
async function headerOf(pdf: Uint8Array): Promise<{ lowest: number; rule: number; heading: number }> {
  const task = openPdf(pdf)
  try {
    const page = await (await task.promise).getPage(1)
    const { items } = await page.getTextContent()
    const lines = items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [{ text: item.str, y: (item.transform as number[])[5] ?? 0 }]
        : [],
    )
    const heading = lines.findIndex(({ text }) => /^QR (di|of)/.test(text))
    const [, y = '0'] = /^54\.\d+ ([\d.]+) 485\.\d+ 2 re$/m.exec(Buffer.from(pdf).toString('latin1')) ?? []
    const lowest = Math.min(...lines.slice(0, heading).map((line) => line.y))
    return { lowest, rule: PAGE_HEIGHT - Number(y), heading: lines[heading]?.y ?? 0 }
  } finally {
    await task.destroy()
  }
}

for (const edition of EDITIONS) {
  describe(`The edition ${edition} with the longest names`, () => {
    const whole = async (sheet: Omit<Sheet, 'edition' | 'token' | 'issuedOn'>) => {
      const facts = { issuedOn: '2026-09-23' as LegalDay, edition, token }
      const pdf = sheetPdf({ ...facts, ...sheet }, { compress: false })
      assert.deepEqual(checkPdf(pdf), [])
      assert.equal(pagesOf(pdf), PAGES[edition])
      const found = (await readQrs(await renderPage(Buffer.from(pdf), 100))).map(({ text }) => text)
      assert.deepEqual(found, Array(edition === 'a4' ? 2 : 1).fill(qrAddress(sheet.baseUrl, token)))
      const { lowest, rule, heading } = await headerOf(pdf)
      assert.ok(lowest > rule && rule > heading, `${lowest} over ${rule} over ${heading}`)
    }

    for (const [what, nome] of Object.entries(NAMES)) {
      it(`T60, T62: conforms, keeps to its pages and has its QR on the first, with ${what}`, async () => {
        const name = initialed(nome, 'Wolf')
        for (const locale of LOCALES) await whole({ ...SHORT, locale, name })
        await whole({ ...LONG, locale: 'it', name })
      })
    }

    it('T61: stays whole with the longest address and institution, whatever the name', async () => {
      for (const locale of LOCALES)
        for (const part of [
          LONG,
          { ...SHORT, baseUrl: LONG.baseUrl },
          { ...SHORT, institution: LONG.institution },
        ])
          await whole({ ...part, locale, name: 'Elvira T.' })
    })
  })
}

function pagesOf(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  )
}
