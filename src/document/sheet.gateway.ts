import { type Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { FONTS } from './fonts.gateway.js'
import { qrAddress, shownAddress } from './qr-address.js'
import { tellCard } from './sheet-card.gateway.js'
import { drawQr } from './sheet-drawings.gateway.js'
import { tellHeader, tellSheet } from './sheet-page.gateway.js'
import { type SignatureRoom } from '../seal/sealed-pdf.js'
import { drawnName, type Sheet } from './sheet.js'
import { en } from './sheet.texts.en.js'
import { it } from './sheet.texts.it.js'
import { addSignatureField } from './signature-field.gateway.js'
import { en as fieldEn } from './signature-field.texts.en.js'
import { it as fieldIt } from './signature-field.texts.it.js'
import { glued } from './typesetting.gateway.js'

const TEXTS = { it, en }
const FIELD_TEXTS = { it: fieldIt, en: fieldEn }
const LANGUAGES = { it: 'it-IT', en: 'en-GB' }

export interface SheetOptions {
  compress?: boolean
  /** Leaves room for a seal. */
  room?: SignatureRoom
}

/**
 * Writes the sheet to print: one A4 page, tagged for who listens to it (ISO 14289-1), streamed. What can fail (a letter
 * that no font has) fails at once, before the first byte is given out. Tests look inside without compression.
 */
export function sheetPdf(sheet: Sheet, { compress = true, room }: SheetOptions = {}): Readable {
  const texts = TEXTS[sheet.locale]
  const shown = { ...sheet, name: drawnName(sheet.name), telephone: glued(sheet.telephone) }
  const pdf = new PDFDocument({ ...optionsOf(shown, texts.title(shown.name)), compress })
  for (const [face, font] of Object.entries(FONTS)) pdf.registerFont(face, font as never)
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
  if (room) addSignatureField(pdf, document, FIELD_TEXTS[sheet.locale].label(sheet.institution), room)
  pdf.appendXML(PDF_UA)
  pdf.end()
  return pdf
}

/** The same in one piece, as a seal needs it. */
export async function wholeSheetPdf(sheet: Sheet, options?: SheetOptions): Promise<Uint8Array> {
  return buffer(sheetPdf(sheet, options))
}

/**
 * Says that the page is made for who listens to it (ISO 14289-1 §5). Written here: the library's own option would also
 * list the letters of each font, and leave the accents out of the list.
 */
const PDF_UA =
  '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>'

/** The metadata hold what the title of the page says and no more: no token, no codice fiscale. */
function optionsOf(sheet: Sheet, title: string): PDFKit.PDFDocumentOptions {
  return {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    lang: LANGUAGES[sheet.locale],
    tagged: true,
    displayTitle: true,
    // No font to start with, or the library would embed Helvetica, which is not ours to embed.
    font: '',
    info: {
      Title: new MetadataText(title) as string,
      Author: new MetadataText(sheet.institution) as string,
      Creator: 'Attesta',
      // Noon, so that no reader's time zone shows another day. Left out, the library would ask the machine.
      CreationDate: new Date(`${sheet.issuedOn}T12:00:00Z`),
    },
  }
}

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * Text for both kinds of PDF metadata. The library writes the value of a `String` into the document's information as it
 * is, and pastes what `toString` gives into the XMP packet without escaping it: so that is where the escaping stands.
 */
class MetadataText extends String {
  override toString(): string {
    return this.valueOf().replace(/[&<>]/g, (character) => XML[character] ?? '')
  }
}
