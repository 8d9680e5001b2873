import { scanRGBABuffer, ZBarSymbolType } from '@undecaf/zbar-wasm'
import jsqr from 'jsqr'
import { type Picture, readQrs } from './read-qr.js'

/** Gives what the QRs of a picture say; of some readers only the first that is found. */
export type QrReader = (picture: Picture) => Promise<string[]>

/** Programs that read QRs and share no code with each other nor with our encoder. */
export const QR_READERS = { zbar, jsQR: readByJsQr, zxing } satisfies Record<string, QrReader>
export type QrReaderName = keyof typeof QR_READERS

/** Reads with ZBar, what many counter scanners and Linux telephones are built on. */
async function zbar({ rgba, width, height }: Picture): Promise<string[]> {
  const found = await scanRGBABuffer(rgba.slice().buffer, width, height)
  return found.filter(({ type }) => type === ZBarSymbolType.ZBAR_QRCODE).map((symbol) => symbol.decode())
}

// Its types describe another kind of module than it is.
const jsQR = jsqr as unknown as typeof jsqr.default

/** One QR at most. */
async function readByJsQr({ rgba, width, height }: Picture): Promise<string[]> {
  const found = jsQR(rgba, width, height)
  return found === null ? [] : [found.data]
}

async function zxing(picture: Picture): Promise<string[]> {
  return (await readQrs(picture)).map(({ text }) => text)
}

/** The part of a picture between two heights, as one would hold a telephone to it. */
export function strip({ width, rgba }: Picture, from: number, to: number): Picture {
  return { width, height: to - from, rgba: rgba.slice(4 * width * from, 4 * width * to) }
}
