import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import { describe, it } from 'node:test'
import { loadAssets } from './assets.gateway.js'

const assets = await loadAssets()

function sizeOf(...names: string[]): number {
  return names.reduce((sum, name) => sum + (assets.get(name)?.gzip ?? assets.get(name)?.bytes)!.length, 0)
}

describe('the assets', () => {
  it('keep within the budgets: 30 kB of CSS and 15 kB of JavaScript, compressed', () => {
    assert.ok(sizeOf('app.css') <= 30_000, String(sizeOf('app.css')))
    assert.ok(sizeOf('page.js', 'verify.js', 'live.js') <= 15_000)
  })

  it('leave a level-1 page its 80 kB in all, with 5 kB for the document', () => {
    const fonts = sizeOf('titillium-400.woff2', 'titillium-600.woff2', 'roboto-mono-400.woff2')
    const all = fonts + sizeOf('app.css', 'page.js', 'verify.js', 'icon.svg') + 5000
    assert.ok(all <= 80_000, String(all))
  })

  it('carry the digest of their content in their address, so that they may be kept for ever', () => {
    for (const [name, { path }] of assets) {
      const [stem, extension] = name.split(/\.(?=[^.]+$)/)
      assert.match(path, new RegExp(`^/assets/${stem ?? ''}\\.[0-9a-f]{12}\\.${extension ?? ''}$`))
    }
  })

  it('are the same compressed and not', () => {
    for (const { bytes, gzip } of assets.values()) if (gzip) assert.deepEqual(gunzipSync(gzip), bytes)
  })

  it('ask no other host and no data: address for anything: the content policy would refuse it', () => {
    const css = assets.get('app.css')!.bytes.toString()
    const asked = [...css.matchAll(/url\(([^)]*)\)/g)].map(([, address]) => address ?? '')
    assert.deepEqual(
      asked.filter((address) => !address.startsWith('/assets/')),
      [],
    )
  })

  it('write no HTML from script: Trusted Types are on', () => {
    for (const name of ['page.js', 'verify.js', 'live.js']) {
      assert.doesNotMatch(
        assets.get(name)!.bytes.toString(),
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/,
      )
    }
  })
})
