import { type SignatureRoom } from '../seal/sealed-pdf.js'
import { qrAddress } from './qr-address.js'
import { drawQr } from './sheet-drawings.gateway.js'
import { tellFlow } from './sheet-flow.gateway.js'
import { LOOKS } from './sheet-looks.gateway.js'
import { tellPage } from './sheet-page.gateway.js'
import { SHEET_TEXTS, sheetContent } from './sheet-parts.texts.js'
import { type Sheet } from './sheet.js'
import { addSignatureField } from './signature-field.gateway.js'
import { en as fieldEn } from './signature-field.texts.en.js'
import { it as fieldIt } from './signature-field.texts.it.js'
import { TaggedPdf } from './tagged-pdf.gateway.js'

const LANGUAGES = { it: 'it-IT', en: 'en-GB' }
const FIELD_TEXTS = { it: fieldIt, en: fieldEn }

export interface SheetOptions {
  compress?: boolean
  /** Leaves room for a seal. */
  room?: SignatureRoom
}

/**
 * Writes the sheet to print, in one of its editions, tagged for who listens to it (ISO 14289-1) and fit to be kept
 * (ISO 19005-2). A letter that no font has stops it. Tests look inside without compression.
 */
export function sheetPdf(
  sheet: Sheet,
  { compress = true, room }: SheetOptions = {},
): Uint8Array<ArrayBuffer> {
  const content = sheetContent(sheet)
  const pdf = new TaggedPdf({
    language: LANGUAGES[sheet.locale],
    // The metadata hold what the title of the page says and no more: no token, no codice fiscale.
    title: content.title,
    author: sheet.institution,
    creator: 'Attesta',
    // The instant that the seal names; without one, noon of the day that the sheet names.
    madeAt: new Date(room ? room.at : `${sheet.issuedOn}T12:00:00Z`),
    compress,
    links: content.links,
  })
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const qr = drawQr(pdf, qrAddress(sheet.baseUrl, sheet.token))
  const tools = { pdf, qr, look: LOOKS[sheet.edition] }
  if (sheet.edition === 'a4') tellPage(tools, document, content)
  else tellFlow(tools, document, content, SHEET_TEXTS[sheet.locale].largePrint.page)
  if (room) addSignatureField(pdf, document, FIELD_TEXTS[sheet.locale].label(sheet.institution), room)
  return pdf.bytes()
}
