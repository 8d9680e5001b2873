import { type Readable } from 'node:stream'
import PDFDocument from 'pdfkit'
import { FONTS } from './fonts.gateway.js'
import { qrAddress } from './qr-address.js'
import { drawQr } from './sheet-drawings.gateway.js'
import { tellFlow } from './sheet-flow.gateway.js'
import { LOOKS } from './sheet-looks.gateway.js'
import { tellPage } from './sheet-page.gateway.js'
import { SHEET_TEXTS, sheetContent } from './sheet-parts.texts.js'
import { type Sheet } from './sheet.js'

const LANGUAGES = { it: 'it-IT', en: 'en-GB' }

/**
 * Writes the sheet to print, in one of its editions, tagged for who listens to it (ISO 14289-1), streamed. What can fail
 * (a letter that no font has) fails at once, before the first byte is given out. Tests look inside without compression.
 */
export function sheetPdf(sheet: Sheet, { compress = true } = {}): Readable {
  const content = sheetContent(sheet)
  const pdf = new PDFDocument({ ...optionsOf(sheet, content.title), compress })
  for (const [face, font] of Object.entries(FONTS)) pdf.registerFont(face, font as never)
  const document = pdf.struct('Document')
  pdf.addStructure(document)
  const qr = drawQr(pdf, qrAddress(sheet.baseUrl, sheet.token))
  const tools = { pdf, qr, look: LOOKS[sheet.edition] }
  if (sheet.edition === 'a4') tellPage(tools, document, content)
  else tellFlow(tools, document, content, SHEET_TEXTS[sheet.locale].largePrint.page)
  pdf.appendXML(PDF_UA)
  pdf.end()
  return pdf
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
