import { QUIET_ZONE, type QrModules } from '../src/document/qr.gateway.js'
import { type Picture } from '../test/read-qr.js'

/** A picture in grey: 0 is black, 255 white. */
export interface Grey {
  side: number
  /** How wide the symbol in its middle is, without the quiet zone; what changes its place or size is done last. */
  symbol: number
  values: Float32Array
}

/** Draws so many numbers between 0 and 1, the same ones in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A symbol with its quiet zone, printed so wide and seen at so many dots an inch: edges fall between pixels, and are grey
 * there. Some white paper is around it.
 */
export function printed(modules: QrModules, millimetres: number, dpi: number): Grey {
  const pixels = (millimetres / 25.4) * dpi
  const perModule = pixels / (modules.length + 2 * QUIET_ZONE)
  const margin = 12.4
  const side = Math.round(pixels + 2 * margin)
  const values = new Float32Array(side * side)
  const FINE = 4
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let dark = 0
      for (let part = 0; part < FINE * FINE; part++) {
        const column = (x + ((part % FINE) + 0.5) / FINE - margin) / perModule - QUIET_ZONE
        const row = (y + (Math.floor(part / FINE) + 0.5) / FINE - margin) / perModule - QUIET_ZONE
        if (modules[Math.floor(row)]?.[Math.floor(column)] === true) dark += 1
      }
      values[y * side + x] = 255 * (1 - dark / FINE ** 2)
    }
  }
  return { side, values, symbol: modules.length * perModule }
}

/** For readers, which want colours. */
export function pictureOf({ side, values }: Grey): Picture {
  const rgba = new Uint8ClampedArray(4 * values.length)
  for (const [place, value] of values.entries()) {
    rgba.fill(value, 4 * place, 4 * place + 3)
    rgba[4 * place + 3] = 255
  }
  return { width: side, height: side, rgba }
}

/** The grey at a place between pixels; white beyond the edge. */
export function greyAt(grey: Grey, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const right = x - left
  const above = pixelAt(grey, left, top) * (1 - right) + pixelAt(grey, left + 1, top) * right
  const below = pixelAt(grey, left, top + 1) * (1 - right) + pixelAt(grey, left + 1, top + 1) * right
  return above * (1 - y + top) + below * (y - top)
}

export function pixelAt({ side, values }: Grey, column: number, row: number): number {
  if (column < 0 || row < 0 || column >= side || row >= side) return 255
  return values[row * side + column] ?? 255
}

/** Each pixel anew, by its place. */
export function repainted(grey: Grey, paint: (x: number, y: number, value: number) => number): Grey {
  const { side, values } = grey
  const painted = new Float32Array(values.length)
  for (let y = 0, place = 0; y < side; y++) {
    for (let x = 0; x < side; x++, place++) painted[place] = paint(x, y, values[place] ?? 255)
  }
  return { ...grey, values: painted }
}
