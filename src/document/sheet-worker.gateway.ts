/** A thread that writes sheets; started by `sheet-threads.gateway.ts`. */
import { move } from 'piscina'
import { Bug } from '../kernel/failures.js'
import { sheetPdf } from './sheet.gateway.js'
import { type Sheet } from './sheet.js'

/** What a thread answers: a surprise loses its name on the way between threads, so it is told. */
export type Written = { kind: 'written'; pdf: Uint8Array } | { kind: 'bug'; message: string }

export default function writeOnThread(sheet: Sheet): Written {
  try {
    const pdf = sheetPdf(sheet)
    move(pdf.buffer)
    return { kind: 'written', pdf }
  } catch (error) {
    if (error instanceof Bug) return { kind: 'bug', message: error.message }
    throw error
  }
}
