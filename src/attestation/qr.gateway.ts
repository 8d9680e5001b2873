import { encodeQR } from 'qr'
import { qrAddress } from './qr-address.js'
import { TOKEN_LENGTH, type Token } from './token.js'

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

/** Above this many modules a printed QR of 50 mm gets hard to read for old phones (design.md D4). */
export const MODULES_BUDGET = 41

/**
 * Draws the symbol of a text: always bytes, always level H, so that a sheet that was folded, stained or photocopied is
 * still read, and so that the same text gives the same drawing for ever.
 */
export function qrOf(text: string): QrModules {
  // The encoder insists on a margin; ours is added where the symbol is placed.
  const framed = encodeQR(text, 'raw', { ecc: 'high', encoding: 'byte', border: 1 })
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

/**
 * The QR for a page, black on white whatever the theme, quiet zone included. It has no size of its own and no inline
 * style (the content policy forbids it): the class decides how large it is.
 */
export function qrSvg(text: string, label: string): string {
  const modules = qrOf(text)
  const side = modules.length + 2 * QUIET_ZONE
  return (
    `<svg class="qr" role="img" aria-label="${escapeAttribute(label)}" viewBox="0 0 ${String(side)} ${String(side)}"` +
    ` shape-rendering="crispEdges" xmlns="http://www.w3.org/2000/svg">` +
    `<path fill="#fff" d="M0 0h${String(side)}v${String(side)}H0z"/>` +
    `<path stroke="#000" d="${strokes(qrRuns(modules))}"/></svg>`
  )
}

/** One line one module thick along the middle of each run: half the bytes of a rectangle for each. */
function strokes(runs: QrRun[]): string {
  let path = ''
  let row = -1
  let end = 0
  for (const { x, y, length } of runs) {
    const start = QUIET_ZONE + x
    path += y === row ? `m${String(start - end)} 0` : `M${String(start)} ${String(QUIET_ZONE + y)}.5`
    path += `h${String(length)}`
    row = y
    end = start + length
  }
  return path
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
}
