/** A thread that writes sheets; started by `sheet-threads.gateway.ts`. */
import { move } from 'piscina'
import { Bug } from '../kernel/failures.js'
import { type SignatureRoom } from '../seal/sealed-pdf.js'
import { NoGlyph } from './fonts.gateway.js'
import { sheetPdf } from './sheet.gateway.js'
import { type Sheet } from './sheet.js'

export interface Asked {
  sheet: Sheet
  /** Left for a seal. */
  room?: SignatureRoom
}

/** What a thread answers: a surprise loses its name on the way between threads, so it is told. */
export type Written =
  { kind: 'written'; pdf: Uint8Array } | { kind: 'noGlyph' } | { kind: 'bug'; message: string }

export default function writeOnThread({ sheet, ...options }: Asked): Written {
  try {
    const pdf = sheetPdf(sheet, options)
    move(pdf.buffer)
    return { kind: 'written', pdf }
  } catch (error) {
    if (error instanceof NoGlyph) return { kind: 'noGlyph' }
    if (error instanceof Bug) return { kind: 'bug', message: error.message }
    throw error
  }
}
