import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** A picture in memory: four bytes a pixel, red, green, blue, opacity. */
export interface Picture {
  width: number
  height: number
  rgba: Uint8ClampedArray
}

/** A QR that was found: what it says, its level, and where it is (pixels from the top left). */
export interface FoundQr {
  text: string
  level: string
  centre: { x: number; y: number }
  width: number
}

// Left alone the reader would fetch its WebAssembly from a stranger's server.
const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({
  overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) },
})

/** Every QR in a picture, from top to bottom, read by ZXing: a reader that shares no code with our encoder. */
export async function readQrs({ width, height, rgba }: Picture): Promise<FoundQr[]> {
  const image = { data: rgba, width, height, colorSpace: 'srgb' as const }
  const found = await readBarcodes(image, {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 8,
  })
  return (
    found
      .filter(({ isValid }) => isValid)
      // Its successor is untyped.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      .map(({ text, ecLevel, position: { topLeft, topRight, bottomRight } }) => ({
        text,
        // The only place where this reader tells the level; its successor is untyped.

        level: ecLevel,
        centre: { x: (topLeft.x + bottomRight.x) / 2, y: (topLeft.y + bottomRight.y) / 2 },
        width: topRight.x - topLeft.x,
      }))
      .sort((one, other) => one.centre.y - other.centre.y)
  )
}

/** The QRs of a picture file: PNG or JPEG, a screenshot for instance. */
export async function readQrsOfFile(file: Uint8Array): Promise<FoundQr[]> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  const image = await loadImage(file)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { width, height, data } = context.getImageData(0, 0, image.width, image.height)
  return readQrs({ width, height, rgba: data })
}
