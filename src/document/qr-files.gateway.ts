import { crc32, deflateSync } from 'node:zlib'
import { QUIET_ZONE, type QrModules, qrRuns } from './qr.gateway.js'

/** Pixels a module: a symbol of 49 with its margin is a picture of 1176, sharp on every screen and on paper. */
const PIXELS = 24

/** The symbol as a picture of one bit a pixel, with its quiet zone (PNG, ISO/IEC 15948). */
export function qrPng(modules: QrModules): Buffer {
  const side = (modules.length + 2 * QUIET_ZONE) * PIXELS
  const row = Math.ceil(side / 8)
  // Each row starts with its filter, none; a set bit is white.
  const pixels = Buffer.alloc(side * (row + 1), 0xff)
  for (let y = 0; y < side; y++) pixels[y * (row + 1)] = 0
  for (const { x, y, length } of qrRuns(modules)) {
    for (let line = (y + QUIET_ZONE) * PIXELS; line < (y + QUIET_ZONE + 1) * PIXELS; line++) {
      for (let at = (x + QUIET_ZONE) * PIXELS; at < (x + length + QUIET_ZONE) * PIXELS; at++) {
        const place = line * (row + 1) + 1 + (at >> 3)
        pixels[place] = (pixels[place] ?? 0) & ~(0x80 >> (at & 7))
      }
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // One bit deep, shades of grey.
  header.writeUInt8(1, 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** The symbol as a drawing that any program opens, with its quiet zone; as large as on the sheet. */
export function qrSvg(modules: QrModules): string {
  const side = modules.length + 2 * QUIET_ZONE
  const size = `${String(side)} ${String(side)}`
  const path = qrRuns(modules)
    .map(
      ({ x, y, length }) =>
        `M${String(x + QUIET_ZONE)} ${String(y + QUIET_ZONE)}h${String(length)}v1h-${String(length)}z`,
    )
    .join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="60mm" viewBox="0 0 ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${String(side)}v${String(side)}H0z"/><path fill="#000" d="${path}"/></svg>\n`
  )
}
