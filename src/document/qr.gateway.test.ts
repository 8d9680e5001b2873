import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { systemChance } from '../kernel/system-chance.gateway.js'
import { QR_READERS } from '../../test/qr-readers.js'
import { readQrs, type Picture } from '../../test/read-qr.js'
import { qrAddress, shownAddress } from './qr-address.js'
import { MODULES_BUDGET, QUIET_ZONE, qrModuleCount, qrOf, qrRuns, type QrModules } from './qr.gateway.js'
import { correctionLevelFor } from './qr-level.js'
import { qrBox } from '../web/code.page.js'
import { drawToken, readToken } from '../attestation/token.js'

/** Of the modules of one text. Another version of the encoder may choose another mask: then look at it, and say so. */
const GOLDEN = '761e95a7d8c2eb5780f6878d15bb302d38b70ae28127d2f42dbc495d459b9e6a'
const Q_THREE_TIMES = ['quartile', 'quartile', 'quartile']

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>
}
const token = drawToken(systemChance)
const address = qrAddress('https://attesta.example', token)

/** Paints the symbol with its quiet zone, so many pixels a module. */
function painted(modules: QrModules, pixels: number): Picture {
  const width = (modules.length + 2 * QUIET_ZONE) * pixels
  const rgba = new Uint8ClampedArray(4 * width * width).fill(255)
  for (const { x, y, length } of qrRuns(modules)) {
    for (let row = (y + QUIET_ZONE) * pixels; row < (y + QUIET_ZONE + 1) * pixels; row++) {
      for (let column = (x + QUIET_ZONE) * pixels; column < (x + length + QUIET_ZONE) * pixels; column++) {
        rgba.fill(0, 4 * (row * width + column), 4 * (row * width + column) + 3)
      }
    }
  }
  return { width, height: width, rgba }
}

describe('The QR', () => {
  it('is read by another program as the address with the token in its fragment', async () => {
    assert.equal(address, `https://attesta.example/v#${token}`)
    const found = await readQrs(painted(qrOf(address), 4))
    assert.deepEqual(
      found.map(({ text, level }) => [text, level]),
      [[address, 'H']],
    )
    assert.deepEqual(readToken(found[0]?.text ?? ''), { kind: 'read', token })
  })

  it('keeps to 41 modules with a short host, and says how many another host takes', () => {
    assert.equal(qrModuleCount('https://attesta.example'), MODULES_BUDGET)
    assert.equal(qrOf(address).length, MODULES_BUDGET)
    assert.equal(qrModuleCount('https://attesta.example/'), MODULES_BUDGET)
    assert.ok(qrModuleCount('https://condizione-di-disabilita.servizi.example') > MODULES_BUDGET)
  })

  it('is the same drawing for the same text, by an encoder of an exact version', () => {
    assert.equal(manifest.dependencies['qr'], '0.7.0')
    const drawn = qrOf('https://qr.example/v#0123456789ABCDEFGHJKMNPQRSTVWXYZ')
    assert.equal(drawn.length, 41)
    const bits = drawn.map((row) => row.map(Number).join('')).join('\n')
    assert.equal(createHash('sha256').update(bits).digest('hex'), GOLDEN)
  })

  it('is of level H from 42 mm on, of level Q with fewer modules where it is smaller', async () => {
    assert.deepEqual([50, 42, 41, 30, 25].map(correctionLevelFor), ['high', 'high', ...Q_THREE_TIMES])
    const small = qrOf(address, correctionLevelFor(25))
    assert.equal(small.length, 37)
    assert.equal((await readQrs(painted(small, 4)))[0]?.level, 'Q')
  })

  it('shows the address as a person types it', () => {
    assert.equal(shownAddress('https://attesta.example/'), 'attesta.example')
    assert.equal(shownAddress('http://192.168.1.20:8080'), '192.168.1.20:8080')
  })
})

describe('The QR on a page', () => {
  const { text } = qrBox({ modules: qrOf(address), label: 'QR di "Elvira" <T.>' })
  const svg = text.slice(text.indexOf('<svg'), text.indexOf('</svg>') + 6)

  it('is one path, black on white, without inline style, its label escaped', () => {
    assert.doesNotMatch(svg, /style=|<style|<script/)
    assert.equal(svg.match(/<path/g)?.length, 2)
    assert.match(svg, /aria-label="QR di &quot;Elvira&quot; &lt;T\.&gt;"/)
    assert.match(svg, /viewBox="0 0 49 49"/)
  })

  it('does not write the token beside the drawing', () => {
    assert.ok(!svg.includes(token))
  })

  it('is read by three other programs, drawn by another program', async () => {
    const { createCanvas, loadImage } = await import('@napi-rs/canvas')
    const image = await loadImage(
      Buffer.from(svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" width="245" height="245" ')),
    )
    const context = createCanvas(245, 245).getContext('2d')
    context.drawImage(image, 0, 0)
    const picture = { width: 245, height: 245, rgba: context.getImageData(0, 0, 245, 245).data }
    for (const [name, read] of Object.entries(QR_READERS))
      assert.deepEqual(await read(picture), [address], name)
  })
})
