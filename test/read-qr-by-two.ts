import jsQR from 'jsqr'
import { readQrs } from './read-qr.js'

/** What two readers that share no code with our encoder, nor with each other, find in a picture file. */
export async function readByTwo(file: Uint8Array): Promise<{ zxing: string[]; jsqr: string | undefined }> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  const image = await loadImage(file)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { width, height, data } = context.getImageData(0, 0, image.width, image.height)
  const zxing = (await readQrs({ width, height, rgba: data })).map(({ text }) => text)
  const read = jsQR as unknown as typeof jsQR.default
  return { zxing, jsqr: read(data, width, height)?.data }
}
