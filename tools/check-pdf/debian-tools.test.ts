import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isInstalled, onDisk, TOOLS } from './debian-tools.js'
import { editions } from './editions.js'

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
})
