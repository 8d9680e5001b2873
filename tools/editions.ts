import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { EDITION_WORDS, EDITIONS } from '../src/document/edition.js'
import { sheetPdf } from '../src/document/sheet.gateway.js'
import { type Sheet } from '../src/document/sheet.js'
import { type LegalDay } from '../src/kernel/legal-day.js'
import { LOCALES } from '../src/messages/locale.js'
import { drawToken } from '../src/attestation/token.js'
import { openBrowser } from '../test/browser.js'
import { openPdf, renderPage } from '../test/render-pdf.js'
import { openGallery } from './gallery.js'

/**
 * The end of `npm run tour`, also by itself (`node --import tsx tools/editions.ts`): every edition of the sheet as it comes out of a printer, in colour and as a grey printer
 * makes it, and the pages that belong to them; leaves the pictures in docs/editions, to be looked at.
 */
const folder = fileURLToPath(new URL('../docs/editions/', import.meta.url))
mkdirSync(folder, { recursive: true })
const DPI = 60

const sheet: Omit<Sheet, 'edition' | 'locale'> = {
  name: 'Elvira T.',
  issuedOn: '2026-11-23' as LegalDay,
  baseUrl: 'https://attesta.example',
  token: drawToken({ bytes: (n) => Buffer.alloc(n, 0x5a), below: () => 7, uuid: () => '' }),
  telephone: '800 000 123',
  institution: 'Istituto dimostrativo',
}

function keep(name: string, png: Uint8Array): void {
  writeFileSync(join(folder, `${name}.png`), png)
  console.log(`✔ ${name} (${String(Math.round(png.length / 1000))} kB)`)
}

/** All pages of a PDF side by side; `grey` as a worn printer makes it: no colour, no full black, soft edges. */
async function picture(pdf: Buffer, grey: boolean): Promise<Uint8Array> {
  const task = openPdf(pdf)
  const { numPages } = await task.promise
  await task.destroy()
  const pages = []
  for (let number = 1; number <= numPages; number++)
    pages.push(await loadImage(Buffer.from(await (await renderPage(pdf, DPI, number)).png())))
  const [width, height] = [pages[0]?.width ?? 0, pages[0]?.height ?? 0]
  const canvas = createCanvas(width * pages.length + 8 * (pages.length - 1), height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#889'
  context.fillRect(0, 0, canvas.width, canvas.height)
  if (grey) context.filter = 'grayscale(1) contrast(0.75) brightness(1.05)'
  for (const [place, page] of pages.entries()) context.drawImage(page, place * (width + 8), 0)
  return canvas.encode('png')
}

for (const edition of EDITIONS) {
  for (const locale of LOCALES) {
    const pdf = Buffer.from(sheetPdf({ ...sheet, edition, locale }))
    keep(`${EDITION_WORDS[edition]}-${locale}`, await picture(pdf, false))
    keep(`${EDITION_WORDS[edition]}-${locale}-grey`, await picture(pdf, true))
  }
}

const gallery = await openGallery()
const browser = await openBrowser()
try {
  for (const [name, page, viewport, forced] of [
    ['choice', 'sheets', { width: 360, height: 740 }, false],
    ['page-a4', 'sheet-a4', { width: 1000, height: 800 }, false],
    ['page-large-print', 'sheet-large-print', { width: 360, height: 740 }, false],
    ['screen', 'screen', { width: 360, height: 740 }, false],
    ['screen-turned', 'screen', { width: 740, height: 360 }, false],
    ['screen-forced-colours', 'screen', { width: 360, height: 740 }, true],
  ] as const) {
    const context = await browser.newContext({ viewport, ...(forced ? { forcedColors: 'active' } : {}) })
    const opened = await context.newPage()
    await opened.goto(`${gallery.url}/${page}`)
    await opened.evaluate('document.fonts.ready')
    keep(name, await opened.screenshot({ fullPage: name.startsWith('page') }))
    await context.close()
  }
} finally {
  await browser.close()
  gallery.close()
}
