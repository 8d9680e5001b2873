import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { drawToken } from '../src/attestation/token.js'
import { qrAddress } from '../src/document/qr-address.js'
import { sheetPdf } from '../src/document/sheet.gateway.js'
import { type LegalDay } from '../src/kernel/legal-day.js'
import { LOCALES } from '../src/messages/locale.js'
import { systemChance } from '../src/kernel/system-chance.gateway.js'
import { QR_READERS, strip } from './qr-readers.js'
import { type Picture, readQrs } from './read-qr.js'
import { renderPage } from './render-pdf.js'

const token = drawToken(systemChance)
const address = qrAddress('https://qr.example', token)
const READERS = Object.entries(QR_READERS)

function sheetIn(locale: (typeof LOCALES)[number]): Uint8Array {
  const issuedOn = '2026-11-25' as LegalDay
  const [telephone, institution] = ['800 000 123', 'Istituto dimostrativo']
  const sheet = {
    edition: 'a4' as const,
    locale,
    name: 'Elvira T.',
    issuedOn,
    baseUrl: 'https://qr.example',
    token,
  }
  return sheetPdf({ ...sheet, telephone, institution })
}

/** Cut between its two QRs: one reader looks at one QR at a time, as a person does. */
async function halves(page: Picture): Promise<[Picture, Picture]> {
  const [upper, lower] = await readQrs(page)
  assert.ok(upper && lower, 'two QRs')
  const middle = Math.round((upper.centre.y + lower.centre.y) / 2)
  return [strip(page, 0, middle), strip(page, middle, page.height)]
}

for (const locale of LOCALES) {
  for (const dpi of [150, 200]) {
    describe(`The sheet (${locale}) rendered at ${String(dpi)} dpi`, () => {
      let parts: Picture[] = []
      before(async () => {
        parts = await halves(await renderPage(sheetIn(locale), dpi))
      })
      for (const [name, read] of READERS) {
        it(`has two QRs that ${name} reads`, async () => {
          assert.deepEqual(await Promise.all(parts.map(read)), [[address], [address]])
        })
      }
    })
  }
}

describe('T61: the sheet copied in grey at 200 dpi, a fifth of each QR torn off in turn', () => {
  const copies: Picture[][] = []
  before(async () => {
    const page = grey(await renderPage(sheetIn('it'), 200))
    const [upper] = await halves(page)
    for (const torn of [0, 1]) {
      const copy = { ...page, rgba: page.rgba.slice() }
      await tear(copy, torn)
      copies.push([strip(copy, 0, upper.height), strip(copy, upper.height, copy.height)])
    }
  })
  for (const [name, read] of READERS) {
    it(`still leads ${name} to the address, by the QR that is whole`, async () => {
      for (const parts of copies) {
        const found = (await Promise.all(parts.map(read))).flat()
        assert.ok(found.includes(address))
        assert.deepEqual([...new Set(found)], [address], 'never another address')
      }
    })
  }
})

/** A copier without colour, its black a dark grey and its white not quite white. */
function grey(page: Picture): Picture {
  const rgba = page.rgba.map((value, place) => (place % 4 === 3 ? 255 : 40 + Math.round(value * 0.75)))
  for (let place = 0; place < rgba.length; place += 4) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(place, place + 3)
    rgba.fill(0.299 * red + 0.587 * green + 0.114 * blue, place, place + 3)
  }
  return { ...page, rgba }
}

/** Paints a fifth of one QR over, from its lower right corner. */
async function tear(page: Picture, which: number): Promise<void> {
  const qr = (await readQrs(page))[which]
  assert.ok(qr)
  const side = Math.round(qr.width * Math.sqrt(0.2))
  const [right, bottom] = [qr.centre.x + qr.width / 2, qr.centre.y + qr.width / 2].map(Math.round)
  for (let y = bottom! - side; y < bottom!; y++) {
    const row = 4 * (y * page.width + right! - side)
    page.rgba.fill(220, row, row + 4 * side)
  }
}
