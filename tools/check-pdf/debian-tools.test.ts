import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isInstalled, onDisk, TOOLS } from './debian-tools.js'
import { editions } from './editions.js'
import { unsealed } from './planting.js'
import { changed } from './write-pdf.js'

const files = await editions()

describe('Programs of others find nothing wrong', () => {
  for (const { command, asks, find } of TOOLS) {
    const skip = isInstalled(command) ? false : `${command} is not installed`
    it(`T60: ${command}, asked for ${asks}`, { skip }, () => {
      for (const edition of files) {
        assert.deepEqual(
          onDisk(edition.pdf, (path) => find(edition, path)),
          [],
          edition.name,
        )
      }
    })
  }

  for (const { command, find } of TOOLS.filter(({ ofSeal }) => ofSeal)) {
    const skip = isInstalled(command) ? false : `${command} is not installed`
    it(`but ${command} finds that a seal is missing`, { skip }, () => {
      const [edition] = files
      assert.ok(edition)
      const pdf = changed(edition.pdf, unsealed)
      assert.notDeepEqual(
        onDisk(pdf, (path) => find({ ...edition, pdf }, path)),
        [],
      )
    })

    it(`but ${command} finds a changed byte under the seal`, { skip }, () => {
      const [edition] = files
      assert.ok(edition)
      const pdf = Uint8Array.from(edition.pdf)
      const place = Buffer.from(pdf).indexOf('/Lang (it-IT)')
      assert.ok(place > 0)
      pdf[place + 10] = 'S'.charCodeAt(0)
      assert.notDeepEqual(
        onDisk(pdf, (path) => find({ ...edition, pdf }, path)),
        [],
      )
    })
  }
})
