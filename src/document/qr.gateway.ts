import { encodeQR } from 'qr'
import { qrAddress } from './qr-address.js'
import { type CorrectionLevel, correctionLevelFor, SMALLEST_PRINT } from './qr-level.js'
import { TOKEN_LENGTH, type Token } from '../attestation/token.js'

/** The dark modules of a symbol, row by row, without the quiet zone. */
export type QrModules = readonly (readonly boolean[])[]

/** Dark modules side by side in one row. */
export interface QrRun {
  x: number
  y: number
  length: number
}

/** The white margin that a reader needs, in modules (ISO/IEC 18004 §5.3.8). */
export const QUIET_ZONE = 4

/** Above this many modules a printed QR of 50 mm gets hard to read for old phones (decision 12, D4). */
export const MODULES_BUDGET = 41

/**
 * Draws the symbol of a text, in byte mode. One drawing serves every place of a sheet, so it has the level that its
 * smallest place asks for. The same text gives the same drawing for ever: the encoder is pinned, and a test holds its
 * drawing of one text, as another encoder may choose another of the eight masks.
 */
export function qrOf(text: string, level: CorrectionLevel = correctionLevelFor(SMALLEST_PRINT)): QrModules {
  // The encoder insists on a margin; ours is added where the symbol is placed.
  const framed = encodeQR(text, 'raw', { ecc: level, encoding: 'byte', border: 1 })
  return framed.slice(1, -1).map((row) => row.slice(1, -1))
}

/** How many modules wide our QR gets at this base address: worth a warning at start when above the budget. */
export function qrModuleCount(baseUrl: string): number {
  return qrOf(qrAddress(baseUrl, '0'.repeat(TOKEN_LENGTH) as Token)).length
}

/** The dark modules, merged along each row. */
export function qrRuns(modules: QrModules): QrRun[] {
  const runs: QrRun[] = []
  for (const [y, row] of modules.entries()) {
    let open: QrRun | undefined
    for (const [x, dark] of row.entries()) {
      if (!dark) open = undefined
      else if (open) open.length++
      else runs.push((open = { x, y, length: 1 }))
    }
  }
  return runs
}
