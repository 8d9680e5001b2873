/** How much of a symbol may be lost (ISO/IEC 18004 §7.5.1): a quarter of its codewords, or three tenths. */
export type CorrectionLevel = 'quartile' | 'high'

/** The smallest QR we print: the one on the card. */
export const SMALLEST_PRINT = 42

/**
 * The level of a symbol by the width it is printed at. More repair means more and smaller modules: at 42 mm and above
 * these are still large, and what harms is damage (a crease, a stain), so H; at 30 mm and below what harms is blur, and
 * the larger modules of Q win. Between the two nothing was measured: Q, since H needs room. Source: `npm run bench qr`.
 */
export function correctionLevelFor(millimetres: number): CorrectionLevel {
  return millimetres >= SMALLEST_PRINT ? 'high' : 'quartile'
}
