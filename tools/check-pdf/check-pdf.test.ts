import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkPdf, EDITION_RULES } from './check-pdf.js'
import { editions } from './editions.js'
import { PLANTED } from './planted.js'
import { unsealed } from './planting.js'
import { changed } from './write-pdf.js'

const sound = await editions()

describe('The checker of PDF/UA-1 and PDF/A-2a', () => {
  for (const { name, pdf } of sound) {
    it(`T60: finds nothing wrong in ${name}`, () => {
      assert.deepEqual(checkPdf(pdf, EDITION_RULES), [])
    })
  }

  const [{ pdf } = { pdf: new Uint8Array() }] = sound
  it('finds nothing wrong in a file that was only read and written again', () => {
    assert.deepEqual(
      checkPdf(
        changed(pdf, () => undefined),
        EDITION_RULES,
      ),
      [],
    )
  })

  it('lets a file that is no edition be without a seal', () => {
    assert.deepEqual(checkPdf(changed(pdf, unsealed)), [])
  })

  for (const { checkpoint, failure, plant } of PLANTED) {
    it(`rejects a file by ${checkpoint}: ${failure}`, () => {
      const found = checkPdf(plant(pdf), EDITION_RULES).map((one) => `${one.checkpoint}: ${one.failure}`)
      assert.ok(found.includes(`${checkpoint}: ${failure}`), `found: ${found.join('; ')}`)
    })
  }

  it('has no rule that no planted file breaks', () => {
    const nameOf = (one: { checkpoint: string; failure: string }) => `${one.checkpoint}: ${one.failure}`
    const planted = new Set(PLANTED.map(nameOf))
    assert.deepEqual(
      EDITION_RULES.map(nameOf).filter((name) => !planted.has(name)),
      [],
    )
  })

  it('rejects what it cannot read to the byte: cut, prolonged, shifted', () => {
    const shifted = Buffer.concat([pdf.subarray(0, 20), Buffer.from('\n'), pdf.subarray(20)])
    for (const bad of [pdf.subarray(0, -20), Buffer.concat([pdf, Buffer.from('more')]), shifted]) {
      assert.equal(checkPdf(bad)[0]?.failure, 'the file cannot be read')
    }
  })
})
