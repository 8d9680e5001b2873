import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { fontsOfFile, type FontsOfFile } from './fonts-of-file.gateway.js'
import { type Links } from './sheet-links.js'
import { type FileFacts, xmpPacket } from './xmp.js'

export interface TaggedPdfOptions extends FileFacts {
  /** `it-IT`. */
  language: string
  links: Links
  /** Streams deflated; tests look inside without. */
  compress?: boolean
}

/** Parts of the library's document that its types do not tell. */
interface Inside {
  _root: { data: Record<string, unknown> }
  metadataRef: unknown
}

const PRODUCER = 'PDFKit'

/**
 * A file for who listens and for who keeps: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once, which the library
 * offers one at a time. Written whole in memory: it is small, and sealed as a whole.
 */
export class TaggedPdf extends PDFDocument {
  // Declared, not set: the library writes the head of the file before this class has its turn.
  declare private written: Uint8Array[] | undefined
  readonly #facts: FileFacts
  readonly fonts: FontsOfFile
  /** Where its words may lead. */
  readonly links: Links

  constructor(options: TaggedPdfOptions) {
    super({
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      lang: options.language,
      tagged: true,
      displayTitle: true,
      // No font to start with, or the library would embed Helvetica, which is not ours to embed.
      font: '',
      info: { ...infoOf(options), Producer: PRODUCER },
      compress: options.compress ?? true,
    })
    this.#facts = options
    this.fonts = fontsOfFile(this)
    this.links = options.links
  }

  /** Ends the file and gives its bytes. */
  bytes(): Uint8Array<ArrayBuffer> {
    this.fonts.end()
    const { _root: root } = this as unknown as Inside
    root.data['OutputIntents'] = [outputIntent(this)]
    this.end()
    return joined(this.written ?? [])
  }

  /** The library calls it with every piece of the file. */
  _write(data: Uint8Array | string): void {
    const bytes = typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data
    ;(this.written ??= []).push(bytes)
    const inside = this as unknown as { _offset: number }
    inside._offset += bytes.length
  }

  /** The library calls it when it would write its own packet, which escapes nothing and knows one standard. */
  override endMetadata(): void {
    const metadata = this.ref({ Type: 'Metadata', Subtype: 'XML' })
    metadata.compress = false
    metadata.end(Buffer.from(xmpPacket(this.#facts, PRODUCER)))
    const { _root: root } = this as unknown as Inside
    root.data['Metadata'] = metadata
  }
}

/** The document's information says what the XMP packet says. */
function infoOf({ title, author, creator, madeAt }: FileFacts): PDFKit.DocumentInfo {
  return { Title: title, Author: author, Creator: creator, CreationDate: madeAt }
}

/** What its colours mean (ISO 19005-2 §6.2.3): black is the black of sRGB. */
function outputIntent(pdf: PDFKit.PDFDocument): PDFKit.PDFKitReference {
  profile ??= deflateSync(readFileSync(profileFile()), { level: 9 })
  const stream = pdf.ref({ N: 3, Filter: 'FlateDecode' })
  stream.end(profile)
  const name = new String('sRGB IEC61966-2.1')
  const intent = pdf.ref({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: name,
    Info: name,
    DestOutputProfile: stream,
  })
  intent.end(undefined)
  return intent
}

let profile: Buffer | undefined

/** The profile of sRGB that the library brings. */
function profileFile(): string {
  return join(dirname(createRequire(import.meta.url).resolve('pdfkit')), 'data/sRGB_IEC61966_2_1.icc')
}

/** One piece of memory of its own, which can be handed to another thread. */
function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
