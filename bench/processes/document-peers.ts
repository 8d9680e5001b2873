/** The same page by what others would take, neither tagged nor sealed: pdf-lib, pdfmake, and Chromium printing the twin. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { type Font, create } from 'fontkit'
import { PDFDocument } from 'pdf-lib'
import { chromium, type Page } from 'playwright-core'
import { qrAddress } from '../../src/document/qr-address.js'
import { qrOf, qrRuns } from '../../src/document/qr.gateway.js'
import { sheetContent } from '../../src/document/sheet-parts.texts.js'
import { sheetTwin } from '../../src/document/sheet-twin.page.js'
import { type Sheet } from '../../src/document/sheet.js'
import { findChromium } from '../../test/chromium.js'
import { sheetOf } from '../sheets.js'
import { answerQuestions } from './process.js'

export const PEERS = ['pdf-lib', 'pdfmake', 'Chromium'] as const
export type Peer = (typeof PEERS)[number]
export interface PeerOrder {
  peer: Peer
  count: number
}
export interface PeerDocuments {
  milliseconds: number[]
  bytes: number[]
}

const require = createRequire(import.meta.url)
const FONTS = join(dirname(require.resolve('bootstrap-italia/package.json')), 'dist/fonts/Titillium_Web')
const REGULAR = join(FONTS, 'titillium-web-v10-latin-ext_latin-regular.ttf')
const SEMIBOLD = join(FONTS, 'titillium-web-v10-latin-ext_latin-600.ttf')
const fonts = [REGULAR, SEMIBOLD].map((file) => readFileSync(file))

const MAKERS: Record<Peer, (sheet: Sheet) => Promise<Uint8Array>> = {
  'pdf-lib': withPdfLib,
  pdfmake: withPdfmake,
  Chromium: withChromium,
}

answerQuestions(async ({ peer, count }: PeerOrder) => {
  const made: PeerDocuments = { milliseconds: [], bytes: [] }
  for (let document = 0; document < count; document++) {
    const start = performance.now()
    const pdf = await MAKERS[peer](sheetOf(document))
    made.milliseconds.push(performance.now() - start)
    made.bytes.push(pdf.length)
  }
  return made
})

/** The words of the sheet, line by line, without their order on the page. */
function linesOf(sheet: Sheet): string[] {
  const words: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') words.push(value)
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value))
        if (!/^(kind|name|weight|picture|link)$/.test(key)) collect(inner)
  }
  collect(sheetContent(sheet).parts)
  return words
}

/** Its own fontkit is a fork that streams; ours is made to. */
const STREAMING = {
  create: (bytes: Uint8Array): Font => {
    const font = create(bytes)
    const createSubset = font.createSubset.bind(font)
    return Object.assign(font, {
      createSubset: () => {
        const subset = createSubset()
        return Object.assign(subset, { encodeStream: () => Readable.from([subset.encode()]) })
      },
    })
  },
}

async function withPdfLib(sheet: Sheet): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(STREAMING as never)
  const [regular, semibold] = await Promise.all(fonts.map((bytes) => pdf.embedFont(bytes, { subset: true })))
  const page = pdf.addPage([595.28, 841.89])
  for (const [place, line] of linesOf(sheet).entries()) {
    const font = place % 4 === 0 ? semibold : regular
    if (font) page.drawText(line, { x: 55, y: 800 - 14 * place, size: 12, font })
  }
  for (const scale of [3.4, 2.9]) {
    const path = qrRuns(qrOf(qrAddress(sheet.baseUrl, sheet.token))).map(
      ({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`,
    )
    page.drawSvgPath(path.join(''), { x: 400, y: scale > 3 ? 780 : 200, scale })
  }
  return pdf.save()
}

interface Pdfmake {
  setFonts: (fonts: object) => void
  setLocalAccessPolicy: (policy: () => boolean) => void
  setUrlAccessPolicy: (policy: () => boolean) => void
  createPdf: (definition: object) => { getBuffer: () => Promise<Uint8Array> }
}
const pdfmake = require('pdfmake') as Pdfmake
pdfmake.setLocalAccessPolicy(() => true)
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setFonts({ Titillium: { normal: REGULAR, bold: SEMIBOLD } })

async function withPdfmake(sheet: Sheet): Promise<Uint8Array> {
  const qr = (fit: number) => ({ qr: qrAddress(sheet.baseUrl, sheet.token), eccLevel: 'H', fit })
  const content = [
    qr(142),
    ...linesOf(sheet).map((text, place) => ({ text, bold: place % 4 === 0 })),
    qr(119),
  ]
  return pdfmake.createPdf({ content, defaultStyle: { font: 'Titillium', fontSize: 10 } }).getBuffer()
}

const browser = { page: undefined as Promise<Page> | undefined }

/** Warm: one page of one browser, given the next sheet each time. */
async function withChromium(sheet: Sheet): Promise<Uint8Array> {
  browser.page ??= findChromium().then(async ({ executablePath, env }) => {
    const args = ['--no-sandbox', '--disable-gpu', '--headless=new']
    const opened = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } })
    process.on('disconnect', () => void opened.close())
    return opened.newPage()
  })
  const page = await browser.page
  const { title, article } = sheetTwin(sheet, qrOf(qrAddress(sheet.baseUrl, sheet.token)))
  const style = `@font-face{font-family:T;src:url(data:font/ttf;base64,${fonts[0]?.toString('base64') ?? ''})}body{font:12px T}svg{width:50mm}`
  await page.setContent(
    `<!doctype html><html lang=it><title>${title}</title><style>${style}</style>${article.text}`,
  )
  return page.pdf({ format: 'A4', tagged: true })
}
