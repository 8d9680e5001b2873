import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type Picture } from './read-qr.js'

export interface RenderedPage extends Picture {
  /** The page as a PNG file. */
  png: () => Promise<Uint8Array>
}

const PDFJS = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** Renders one page with PDF.js, Firefox's reader: what a person sees, by a program that shares no code with ours. */
export async function renderPage(pdf: Uint8Array, dpi = 150, pageNumber = 1): Promise<RenderedPage> {
  const task = openPdf(pdf)
  try {
    const page = await (await task.promise).getPage(pageNumber)
    const viewport = page.getViewport({ scale: dpi / 72 })
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height))
    const context = canvas.getContext('2d')
    await page.render({ canvas: null, canvasContext: context as never, viewport, background: '#fff' }).promise
    const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height)
    return { width, height, rgba: data, png: () => canvas.encode('png') }
  } finally {
    await task.destroy()
  }
}

/** Opens a PDF to look inside: metadata, structure tree, text. Call `destroy()` on what it returns. */
export function openPdf(pdf: Uint8Array): ReturnType<typeof getDocument> {
  return getDocument({
    // PDF.js takes the bytes away from whoever hands them over.
    data: Uint8Array.from(pdf),
    standardFontDataUrl: join(PDFJS, 'standard_fonts/'),
    verbosity: 0,
  })
}
