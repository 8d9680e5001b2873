import { qrAddress, shownAddress } from './qr-address.js'
import { tellCard } from './sheet-card.gateway.js'
import { drawQr } from './sheet-drawings.gateway.js'
import { tellHeader, tellSheet } from './sheet-page.gateway.js'
import { drawnName, type Sheet } from './sheet.js'
import { en } from './sheet.texts.en.js'
import { it } from './sheet.texts.it.js'
import { TaggedPdf } from './tagged-pdf.gateway.js'
import { glued } from './typesetting.gateway.js'

const TEXTS = { it, en }
const LANGUAGES = { it: 'it-IT', en: 'en-GB' }

/**
 * Writes the sheet to print: one A4 page, tagged for who listens to it (ISO 14289-1) and fit to be kept (ISO 19005-2). A
 * letter that no font has stops it. Tests look inside without compression.
 */
export function sheetPdf(sheet: Sheet, { compress = true } = {}): Uint8Array<ArrayBuffer> {
  const texts = TEXTS[sheet.locale]
  const shown = { ...sheet, name: drawnName(sheet.name), telephone: glued(sheet.telephone) }
  const pdf = new TaggedPdf({
    language: LANGUAGES[sheet.locale],
    // The metadata hold what the title of the page says and no more: no token, no codice fiscale.
    title: texts.title(shown.name),
    author: sheet.institution,
    creator: 'Attesta',
    // Noon, so that no reader's time zone shows another day.
    madeAt: new Date(`${sheet.issuedOn}T12:00:00Z`),
    compress,
  })
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const view = {
    sheet: shown,
    address: shownAddress(sheet.baseUrl),
    texts,
    qr: drawQr(pdf, qrAddress(sheet.baseUrl, sheet.token)),
  }
  // In the order in which the sheet is read aloud.
  tellHeader(pdf, document, view)
  tellSheet(pdf, document, view)
  tellCard(pdf, document, view)
  return pdf.bytes()
}
