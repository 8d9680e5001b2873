/** Where on a page text stands: matrices, and what its letters move the pen (ISO 32000-1 §8.3, §9.4). */
import { declaredWidths } from './font-program.js'
import { type Dict, type PdfFile, type Value } from './pdf-file.js'

/** `[a b c d e f]` */
type Matrix = readonly [number, number, number, number, number, number]

/** The two ends of a baseline, in points from the lower left corner of the page. */
export interface Baseline {
  from: { x: number; y: number }
  to: { x: number; y: number }
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

export class Pen {
  #page: Matrix = IDENTITY
  #saved: Matrix[] = []
  #text: Matrix = IDENTITY
  #size = 0
  readonly #widths = new Map<Dict, Map<number, number>>()

  constructor(private readonly file: PdfFile) {}

  /** Follows what an operation does to the place of what comes after it. */
  follow(operator: string, operands: readonly Value[]): void {
    if (operator === 'q') this.#saved.push(this.#page)
    else if (operator === 'Q') this.#page = this.#saved.pop() ?? IDENTITY
    else if (operator === 'cm') this.#page = product(matrixOf(operands), this.#page)
    else if (operator === 'BT') this.#text = IDENTITY
    else if (operator === 'Tm') this.#text = matrixOf(operands)
    else if (operator === 'Tf') this.#size = Number(operands[1])
  }

  /** Where a text is shown, two bytes a code; the pen moves to its end. */
  show(operands: readonly Value[], font: Dict | undefined): Baseline {
    const from = this.#here()
    let advance = 0
    for (const shown of operands.flat()) {
      if (typeof shown === 'number') advance -= shown
      if (typeof shown !== 'string') continue
      for (let at = 0; at + 1 < shown.length; at += 2)
        advance += this.#widthsOf(font).get(256 * shown.charCodeAt(at) + shown.charCodeAt(at + 1)) ?? 1000
    }
    this.#text = product([1, 0, 0, 1, (advance * this.#size) / 1000, 0], this.#text)
    return { from, to: this.#here() }
  }

  #here(): { x: number; y: number } {
    const [, , , , x, y] = product(this.#text, this.#page)
    return { x, y }
  }

  #widthsOf(font: Dict | undefined): Map<number, number> {
    if (!font) return new Map()
    const widths = this.#widths.get(font) ?? declaredWidths(this.file, font)
    this.#widths.set(font, widths)
    return widths
  }
}

function matrixOf(operands: readonly Value[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = operands.map(Number)
  return [a, b, c, d, e, f]
}

/** First the one, then the other. */
function product([a, b, c, d, e, f]: Matrix, [k, l, m, n, o, p]: Matrix): Matrix {
  return [a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p]
}
