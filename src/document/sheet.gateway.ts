import { qrAddress } from './qr-address.js'
import { drawQr } from './sheet-drawings.gateway.js'
import { tellFlow } from './sheet-flow.gateway.js'
import { LOOKS } from './sheet-looks.gateway.js'
import { tellPage } from './sheet-page.gateway.js'
import { SHEET_TEXTS, sheetContent } from './sheet-parts.texts.js'
import { type Sheet } from './sheet.js'
import { TaggedPdf } from './tagged-pdf.gateway.js'

const LANGUAGES = { it: 'it-IT', en: 'en-GB' }

/**
 * Writes the sheet to print, in one of its editions, tagged for who listens to it (ISO 14289-1) and fit to be kept
 * (ISO 19005-2). A letter that no font has stops it. Tests look inside without compression.
 */
export function sheetPdf(sheet: Sheet, { compress = true } = {}): Uint8Array<ArrayBuffer> {
  const content = sheetContent(sheet)
  const pdf = new TaggedPdf({
    language: LANGUAGES[sheet.locale],
    // The metadata hold what the title of the page says and no more: no token, no codice fiscale.
    title: content.title,
    author: sheet.institution,
    creator: 'Attesta',
    // Noon, so that no reader's time zone shows another day.
    madeAt: new Date(`${sheet.issuedOn}T12:00:00Z`),
    compress,
  })
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const qr = drawQr(pdf, qrAddress(sheet.baseUrl, sheet.token))
  const tools = { pdf, qr, look: LOOKS[sheet.edition] }
  if (sheet.edition === 'a4') tellPage(tools, document, content)
  else tellFlow(tools, document, content, SHEET_TEXTS[sheet.locale].largePrint.page)
  return pdf.bytes()
}
